defmodule Shop.Order do
  use Ash.Resource, domain: Shop, data_layer: AshPostgres.DataLayer

  postgres do
    table "orders"
    repo Shop.Repo

    custom_indexes do
      index [:serial], unique: true
    end
  end

  multitenancy do
    strategy :attribute
    attribute :shop_id
  end

  actions do
    read :by_number do
      get_by [:shop_id, :number]
      #      ^^^^^^^^^^^^^^^^^^^ ambiguous
    end

    read :by_serial do
      get_by :serial
    end

    read :by_reference do
      get_by :reference
    end

    read :open_cart do
      get_by :token
      filter expr(buyer_id == ^actor(:id) and status == :open)
    end

    read :latest do
      get_by :number
      prepare build(sort: [created_at: :desc], limit: 1)
    end

    read :somehow do
      get_by :number
      prepare Shop.Order.Narrow
    end
  end

  attributes do
    uuid_primary_key :id
    attribute :number, :integer
    attribute :serial, :integer
    attribute :reference, :string
    attribute :token, :string
    attribute :status, :atom
    create_timestamp :created_at
  end

  relationships do
    belongs_to :shop, Shop.Shop, allow_nil?: false
    belongs_to :buyer, Shop.Buyer, allow_nil?: false
  end

  identities do
    identity :reference, [:reference]
    identity :cart, [:buyer_id, :token]
    identity :unique_number, [:number], nils_distinct?: true
  end
end
