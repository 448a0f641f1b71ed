defmodule Shop.Table do
  use Spark.Dsl.Fragment, of: Ash.Resource
end
