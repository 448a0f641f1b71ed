defmodule Shop.Repo.Migrations.Greeting do
  use Ecto.Migration

  def up do
    execute("""
   #^^^^^^^ written
    COMMENT ON TABLE items IS '#{name}'
    """)
  end

  def down do
    execute("""
    COMMENT ON TABLE items IS NULL
    """)
  end
end
