/** A small project with a finding that has a safe fix, one with a suggestion, and one without either. */
export const shop: Readonly<Record<string, string>> = {
  'mix.exs': 'defmodule Shop.MixProject do\n  defp deps, do: [{:ash, "~> 3.0"}]\nend\n',
  'lib/shop/orders.ex': `defmodule Shop.Orders do
  use Ash.Domain

  resources do
    resource Shop.Orders.Order
    resource Shop.Orders.Line
  end
end
`,
  'lib/shop/orders/order.ex': `defmodule Shop.Orders.Order do
  use Ash.Resource, domain: Shop.Orders, data_layer: AshPostgres.DataLayer

  postgres do
    table "orders"
    repo Shop.Repo
  end

  attributes do
    uuid_primary_key :id
    attribute :number, :string, allow_nil?: false
    attribute :password, :string
    attribute :price, :float
  end

  identities do
    identity :unique_number, [:number]
  end

  relationships do
    has_many :lines, Shop.Orders.Line
  end

  aggregates do
    count :line_count, :lines
  end

  actions do
    defaults [:read, :destroy]
  end
end
`,
  'lib/shop/orders/line.ex': `defmodule Shop.Orders.Line do
  use Ash.Resource, domain: Shop.Orders, data_layer: AshPostgres.DataLayer

  postgres do
    table "lines"
    repo Shop.Repo
  end

  attributes do
    uuid_primary_key :id
    attribute :amount, :integer
  end

  relationships do
    belongs_to :order, Shop.Orders.Order, allow_nil?: false
  end

  actions do
    defaults [:read]
  end
end
`,
  'priv/repo/migrations/20250101000000_create_orders.exs': `defmodule Shop.Repo.Migrations.CreateOrders do
  use Ecto.Migration

  def change do
    create table(:orders)
  end
end
`,
};
