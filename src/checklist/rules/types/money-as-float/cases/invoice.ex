defmodule Shop.Invoice do
  use Ash.Resource, domain: Shop, data_layer: AshPostgres.DataLayer

  attributes do
    uuid_primary_key :id
    attribute :subtotal, :float, allow_nil?: false
    #                    ^^^^^^ float
    attribute :amount_due, :float, default: 0.0
    #                      ^^^^^^ float
    attribute :fees, Ash.Type.Float
    #                ^^^^^^^^^^^^^^ float

    attribute :unit_price, :float do
      #                    ^^^^^^ float
      constraints min: 0
      public? true
    end

    attribute :price_per_night, :float
    #                           ^^^^^^ float
    attribute :total_cost, :decimal
    attribute :tax_rate, :float
    attribute :price_index, :float
    attribute :avg_price, :float
    attribute :costly, :float
    attribute :discount, :float
  end

  actions do
    create :issue do
      argument :shipping_fee, :float
      #                       ^^^^^^ argument (info)
      argument :tax_percent, :float
    end
  end

  calculations do
    calculate :net_revenue, :float, expr(subtotal - fees)
    #                       ^^^^^^ float
    calculate :cost, :float, expr(total_cost / subtotal)
  end
end
