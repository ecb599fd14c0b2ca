package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"tiaowen/cmd/tiaowen/options"
	"tiaowen/cmd/tiaowen/terminal"
	"tiaowen/index/store"
)

// backup writes a data directory to one file, "-" for standard output.
func backup(ctx context.Context, e *env, args []string) error {
	dir, name, err := e.dirAndFile("backup", args)
	if err != nil {
		return err
	}
	if name == "-" {
		_, err := store.Backup(ctx, dir, e.Stdout)
		return err
	}
	// The file gets its name when the backup is complete.
	f, err := os.CreateTemp(filepath.Dir(name), ".tmp-backup-*")
	if err != nil {
		var place *fs.PathError // its path is a temporary name that the user does not know
		if errors.As(err, &place) {
			err = place.Err
		}
		return fmt.Errorf("%s: %w", e.Say("无法写入备份 %s", "cannot write the backup to %s", name), err)
	}
	defer os.Remove(f.Name())
	n, err := store.Backup(ctx, dir, f)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	if err := os.Rename(f.Name(), name); err != nil {
		return err
	}
	fmt.Fprintln(e.Stdout, e.Say("已备份 %d 份文件到 %s", "backed up %d {document|documents} to %s", n, name))
	return nil
}

// restore makes a data directory from a backup, "-" for standard input.
func restore(ctx context.Context, e *env, args []string) error {
	dir, name, err := e.dirAndFile("restore", args)
	if err != nil {
		return err
	}
	in := e.Stdin
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return fmt.Errorf("%s: %w", e.Say("无法读取备份", "cannot read the backup"), err)
		}
		defer f.Close()
		in = f
	}
	n, err := store.Restore(ctx, dir, in)
	if err != nil {
		return err
	}
	fmt.Fprintln(e.Stdout, e.Say("已恢复 %d 份文件到 %s", "restored %d {document|documents} to %s", n, dir))
	return nil
}

// dirAndFile reads the command line of backup and restore.
func (e *env) dirAndFile(command string, args []string) (dir, file string, err error) {
	fs := options.New(e.Terminal, command)
	data := fs.String("data", "", "")
	words, err := fs.Parse(args)
	if err != nil {
		return "", "", err
	}
	if dir, err = options.Data(e.Terminal, command, *data); err != nil {
		return "", "", err
	}
	if len(words) != 1 {
		return "", "", terminal.Misuse(e.Say("%s 需要一个文件名", "%s needs one file name", command), "tiaowen "+command+" --data "+dir+" backup.tar")
	}
	return dir, words[0], nil
}
