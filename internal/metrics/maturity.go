package metrics

func (r *run) maturity() {}
