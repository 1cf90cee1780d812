using DkNN.Indexes.NNDescent;
using DkNN.Indexes.Projected;
using DkNN.Vectors;

namespace DkNN.Indexes.Exact.Tests;

/// <summary>What <c>auto</c> makes of what plugins say that they would cost.</summary>
public sealed class IndexChoiceTests
{
    private static readonly ConfiguredIndex[] FirstParty =
    [
        Candidate("projected", new ProjectedIndexFactory()),
        Candidate("nndescent", new NNDescentIndexFactory()),
        Candidate("exact", new ExactIndexFactory()),
    ];

    [Theory]
    [InlineData(1, 10, "exact", "1 rows are few")]
    [InlineData(9_999, 12_544, "exact", "9,999 rows are few, and every row can be compared")]
    [InlineData(10_000, 33, "projected", "10,000 rows of 33 floats")]
    [InlineData(10_000, 12_544, "projected", "near few directions")]
    [InlineData(60_000, 32, "exact", "32 floats a row are few, and every row can be compared")]
    [InlineData(60_000, 128, "projected", "60,000 rows of 128 floats lie near few directions, as activations do")]
    [InlineData(199_999, 3_200, "projected", "199,999 rows of 3,200 floats")]
    [InlineData(200_000, 513, "nndescent", "200,000 rows of 513 floats are many, and a graph leads to the near ones")]
    [InlineData(200_000, 12_544, "nndescent", "are many")]
    [InlineData(2_000_000, 512, "projected", "2,000,000 rows of 512 floats")]
    [InlineData(2_000_000, 10, "exact", "10 floats")]
    public void The_benchmarks_favourite_says_that_it_costs_least(int rows, int dimension, string name, string why)
    {
        var choice = IndexChoice.Cheapest(FirstParty, rows, dimension);
        Assert.Equal(name, choice.Index.Name);
        Assert.Contains(why, choice.Cost.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plugin_that_nobody_knew_wins_by_costing_less()
    {
        var stranger = Candidate("stranger", new Offer((rows, _) => new SearchCost(1e6, rows, 0, "it was made for this")));
        var choice = IndexChoice.Cheapest([.. FirstParty, stranger], 60_000, 3_200);
        Assert.Equal(("stranger", "it was made for this"), (choice.Index.Name, choice.Cost.Reason));
    }

    [Fact]
    public void A_long_build_pays_only_for_many_queries()
    {
        ConfiguredIndex[] both =
        [
            Candidate("slow-build", new Offer((_, _) => new SearchCost(build: 1_000, query: 1, 0, "its queries are cheap"))),
            Candidate("slow-query", new Offer((_, _) => new SearchCost(build: 0, query: 11, 0, "it is there at once"))),
        ];
        Assert.Equal("slow-query", IndexChoice.Cheapest(both, 10, 10, queries: 99).Index.Name);
        Assert.Equal("slow-build", IndexChoice.Cheapest(both, 10, 10, queries: 101).Index.Name);
        // Of equal ones the first by name, in whatever order they come.
        Assert.Equal("slow-build", IndexChoice.Cheapest(both.Reverse(), 10, 10, queries: 100).Index.Name);
    }

    [Fact]
    public void Without_a_claim_nothing_is_chosen()
    {
        ConfiguredIndex[] silent = [Candidate("silent", new Offer((_, _) => null))];
        var problem = Assert.Throws<InvalidOperationException>(() => IndexChoice.Cheapest(silent, 60_000, 10));
        Assert.Contains("60,000 rows of 10 floats", problem.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => IndexChoice.Cheapest([], 60_000, 10));
        Assert.Equal("exact", IndexChoice.Cheapest([.. silent, .. FirstParty], 60_000, 10).Index.Name);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(-1)]
    public void A_plugin_whose_cost_is_no_number_is_named(double work)
    {
        var broken = Candidate("broken", new Offer((_, _) => new SearchCost(0, work, 0, "it is free")));
        var problem = Assert.Throws<PluginFailedException>(() => IndexChoice.Cheapest([.. FirstParty, broken], 60_000, 10));
        Assert.Contains("'broken'", problem.Message, StringComparison.Ordinal);
    }

    private static ConfiguredIndex Candidate<TOptions>(string name, INeighborIndexFactory<TOptions> factory)
        where TOptions : class, new() =>
        NeighborIndexPlugin.Create(name, "", factory, new Defaults<TOptions>()).Configure(OptionValues.None(name));

    private sealed class Offer(Func<int, int, SearchCost?> cost) : INeighborIndexFactory<ExactOptions>
    {
        public INeighborIndex Build(RowMatrix rows, ExactOptions options, IndexBuildContext context) => throw new NotSupportedException();

        public INeighborIndex Load(string path, RowMatrix rows, ExactOptions options) => throw new NotSupportedException();

        public SearchCost? Cost(int rows, int dimension, ExactOptions options) => cost(rows, dimension);
    }
}
