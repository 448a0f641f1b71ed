defmodule Shop.Order do
  use Ash.Resource, domain: Shop, data_layer: AshPostgres.DataLayer

  postgres do
    table "orders"
    repo Shop.Repo
  end

  attributes do
    uuid_primary_key :id
    attribute :payment, Shop.Order.Types.Payment
    attribute :status, :string, default: "draft", allow_nil?: false, public?: true
    #                  ^^^^^^^ compared

    attribute :level, :string, constraints: [match: ~r/^(low|high)$/], public?: true
    #                 ^^^^^^^ limited
  end

  actions do
    defaults [:read]

    read :open do
      filter expr(status in ["draft", "sent", "paid"] and not is_nil(payment))
    end

    update :cancel do
      change set_attribute(:status, "cancelled by the customer")
    end
  end
end
