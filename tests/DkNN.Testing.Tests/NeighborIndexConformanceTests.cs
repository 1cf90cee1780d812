namespace DkNN.Testing.Tests;

/// <summary>The suite passes a sound index, and each fault fails the test that is there for it.</summary>
public sealed class NeighborIndexConformanceTests
{
    [Theory]
    [InlineData(Fault.MissesNeighbors, nameof(Suite.It_finds_the_share_of_true_neighbours_that_it_promises))]
    [InlineData(Fault.RepeatsARow, nameof(Suite.Rows_found_are_distinct_and_their_distances_true_and_ascending))]
    [InlineData(Fault.LiesAboutDistances, nameof(Suite.Rows_found_are_distinct_and_their_distances_true_and_ascending))]
    [InlineData(Fault.Unordered, nameof(Suite.Rows_found_are_distinct_and_their_distances_true_and_ascending))]
    [InlineData(Fault.IgnoresSeed, nameof(Suite.Equal_seeds_give_equal_answers))]
    [InlineData(Fault.SharesScratch, nameof(Suite.Searches_at_the_same_time_give_the_answers_of_one_alone))]
    [InlineData(Fault.DependsOnBatch, nameof(Suite.A_query_alone_gets_the_answer_that_it_gets_among_others))]
    [InlineData(Fault.ForgetsWhenSaved, nameof(Suite.A_loaded_index_answers_as_the_built_one))]
    [InlineData(Fault.TrustsFiles, nameof(Suite.Damaged_and_hostile_files_are_refused_or_answer))]
    [InlineData(Fault.TakesOtherRows, nameof(Suite.Other_rows_than_those_of_the_build_are_refused))]
    [InlineData(Fault.TakesAnyArgument, nameof(Suite.Arguments_that_do_not_fit_are_refused))]
    [InlineData(Fault.FailsOnOneRow, nameof(Suite.Awkward_rows_are_searched_like_others))]
    [InlineData(Fault.IgnoresCancellation, nameof(Suite.A_cancelled_build_or_search_stops))]
    [InlineData(Fault.ChangesRows, nameof(Suite.The_rows_stay_the_callers))]
    [InlineData(Fault.CostsLessForMoreRows, nameof(Suite.What_it_would_cost_is_said_for_any_size_and_grows_with_the_rows))]
    public void A_fault_fails_the_test_that_is_there_for_it(Fault fault, string test)
    {
        Assert.Null(Run(Fault.None, test));
        Assert.NotNull(Run(fault, test));
    }

    [Fact]
    public void Rows_that_are_no_numbers_must_be_refused()
    {
        using var sound = new Suite(Fault.None);
        sound.Rows_that_have_no_distances_are_refused_by_their_number(float.NaN);
        using var careless = new Suite(Fault.TakesNaN);
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => careless.Rows_that_have_no_distances_are_refused_by_their_number(float.NaN));
    }

    private static Exception? Run(Fault fault, string test)
    {
        using var suite = new Suite(fault);
        return Record.Exception(() => typeof(Suite).GetMethod(test)!.Invoke(suite, null));
    }

    private sealed class Suite(Fault fault) : NeighborIndexConformance<FaultyIndexFactory, FaultOptions>
    {
        protected override double RecallFloor => 1;

        protected override FaultOptions Options => new() { Fault = fault };

        protected override int RowCount => 400;

        protected override int HostileFiles => 500;
    }
}
