defmodule Shop.Repo.Migrations.Greeting do
  use Ecto.Migration

  @tables ["items", "orders"]

  def up do
    execute("""
    COMMENT ON TABLE items IS '\#{name}'
    """)

    for table <- @tables do
      execute("COMMENT ON TABLE #{table} IS 'ours'")
    end

    execute("COMMENT ON TABLE #{prefix()}.items IS 'theirs'")
  end

  def down do
    execute("COMMENT ON TABLE items IS NULL")
  end
end
