package reader

func (o Options) readODT(p *parts) (*Text, *Error) { return nil, unread("ODS") }
