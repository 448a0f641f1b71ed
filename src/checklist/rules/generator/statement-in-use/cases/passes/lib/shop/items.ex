defmodule Shop.Items do
  use Ash.Resource, domain: Shop, data_layer: AshPostgres.DataLayer

  postgres do
    table "items"
    repo Shop.Repo

    custom_statements do
      statement :touch do
        up "CREATE FUNCTION touch() RETURNS trigger AS 'BEGIN RETURN OLD; END' LANGUAGE plpgsql"
        down "DROP FUNCTION touch()"
      end

      statement :touched do
        up "CREATE TRIGGER touched BEFORE UPDATE ON items FOR EACH ROW EXECUTE FUNCTION touch()"
        down "DROP TRIGGER touched ON items"
      end
    end
  end

  attributes do
    uuid_primary_key :id
    attribute :name, :string
  end
end
