defmodule Shop.Repo.Migrations.Check do
  use Ecto.Migration

  def up do
    create constraint(:items, :size_positive, check: "(size > 0) OR NOT ((gone_at IS NULL))")
  end

  def down do
    drop_if_exists constraint(:items, :size_positive)
  end
end
