defmodule Shop.Repo.Migrations.Swap do
  use Ecto.Migration

  def up do
    create table(:sales) do
      add :goods_id, references(:goods, type: :uuid)
    end

    rename table(:goods), to: table(:old_goods)
    rename table(:new_goods), to: table(:goods)
  end

  def down do
    raise "there is no way back"
  end
end
