module github.com/musharaka/musharaka/internal/nlp/detect/oracle

go 1.26.0

require (
	github.com/musharaka/musharaka v0.0.0
	github.com/pemistahl/lingua-go v1.4.0
)

require (
	github.com/clipperhouse/uax29/v2 v2.7.0 // indirect
	github.com/shopspring/decimal v1.3.1 // indirect
	golang.org/x/exp v0.0.0-20260112195511-716be5621a96 // indirect
	golang.org/x/text v0.43.0 // indirect
	google.golang.org/protobuf v1.36.12 // indirect
)

replace github.com/musharaka/musharaka => ../../../..
