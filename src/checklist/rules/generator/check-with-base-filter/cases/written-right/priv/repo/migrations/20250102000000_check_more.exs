defmodule Shop.Repo.Migrations.CheckMore do
  use Ecto.Migration

  def up do
    drop_if_exists constraint(:items, :size_positive)
    create constraint(:items, :size_positive, check: "(size > 1) OR NOT ((gone_at IS NULL))")
  end

  def down do
    drop_if_exists constraint(:items, :size_positive)
    create constraint(:items, :size_positive, check: "size > 0 OR NOT (gone_at IS NULL)")
  end
end
