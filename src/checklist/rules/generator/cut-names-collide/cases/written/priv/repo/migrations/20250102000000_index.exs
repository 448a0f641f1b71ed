defmodule Shop.Repo.Migrations.Index do
  use Ecto.Migration

  def change do
    create index(:items, [:name], name: "items_a_name_that_is_much_longer_than_what_postgresql_keeps_of_names_one_index")
    create index(:items, [:id], name: "items_a_name_that_is_much_longer_than_what_postgresql_keeps_of_names_two_index")
    #      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ written
  end
end
