defmodule Blog.MixProject do
  use Mix.Project

  def project do
    [app: :blog, deps: [{:ash, "~> 3.0"}]]
  end
end
