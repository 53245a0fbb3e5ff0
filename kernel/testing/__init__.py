"""What tests of any service stand on: a real Postgres, a running service with its true listening, and a clock that moves."""
