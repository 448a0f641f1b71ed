defmodule Blog.Account do
  use Ash.Resource,
    domain: Blog,
    data_layer: AshPostgres.DataLayer,
    authorizers: [Ash.Policy.Authorizer]

  attributes do
    uuid_primary_key :id
    attribute :api_key, :string
    attribute :secret, :string, sensitive?: true
    #         ^^^^^^^ attribute
  end

  field_policies do
    field_policy :api_key do
      authorize_if actor_attribute_equals(:role, :admin)
    end

    field_policy :* do
      authorize_if always()
    end
  end
end
