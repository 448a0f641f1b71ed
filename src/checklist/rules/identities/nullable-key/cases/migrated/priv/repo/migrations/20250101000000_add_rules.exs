defmodule Blog.Repo.Migrations.AddRules do
  use Ecto.Migration

  def change do
    create unique_index(:rules, [:name], where: "scope_id IS NULL", name: "rules_global_index")
  end
end
