module tiaowen

go 1.26
