"""The pages of reports: what each shows, drawn from frames into templates."""
