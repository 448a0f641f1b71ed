defmodule Shop.Table do
  use Spark.Dsl.Fragment, of: Ash.Resource, data_layer: AshPostgres.DataLayer
end
