package reader

func (o Options) readOFD(p *parts) (*Text, *Error) { return nil, unread("ODS") }
