defmodule Kitchen.Ingredient do
  use Ash.Resource, domain: Kitchen, data_layer: AshPostgres.DataLayer

  attributes do
    uuid_primary_key :id
    attribute :name, :string
    attribute :amount, :float
    attribute :water_balance, :float
  end
end

defmodule Kitchen.OrderLine do
  use Ash.Resource, domain: Kitchen, data_layer: AshPostgres.DataLayer

  attributes do
    uuid_primary_key :id
    attribute :amount, :float
    attribute :unit, :string
  end
end

defmodule Kitchen.Payment do
  use Ash.Resource, domain: Kitchen, data_layer: AshPostgres.DataLayer

  attributes do
    uuid_primary_key :id
    attribute :amount, :float
    #                  ^^^^^^ float
    attribute :amount_ml, :float
  end
end

defmodule Kitchen.Purse do
  use Ash.Resource, domain: Kitchen, data_layer: AshPostgres.DataLayer

  attributes do
    uuid_primary_key :id
    attribute :balance, :float
    #                   ^^^^^^ float
    attribute :currency, :string
  end
end
