defmodule Helpdesk.Accounts.PostalAddress do
  @moduledoc "Where invoices of an organization are addressed to."

  use Ash.Resource, data_layer: :embedded

  attributes do
    attribute :street, :string, allow_nil?: false, public?: true
    attribute :postal_code, :string, public?: true
    attribute :city, :string, allow_nil?: false, public?: true

    attribute :country_code, :string do
      allow_nil? false
      public? true
      constraints min_length: 2, max_length: 2
    end
  end
end
