namespace DkNN.Reporting.Tests;

public sealed class DeviationTablesTests
{
    [Fact]
    public void Numbers_that_deviate_say_by_how_much_and_nothing_else_changes()
    {
        const string Means = """
            # Means of 3

            | score | ε | AUROC | images |
            |---|---:|---:|---:|
            | energy | 0.1 | 0.912 | 1,000 |
            | lid | 0.1 | – | 1,000 |
            """;
        const string Deviations = """
            # Means of 0

            Another paragraph.

            | score | ε | AUROC | images |
            |---|---:|---:|---:|
            | energy | 0.1 | 0.004 | 1,000 |
            | lid | 0.1 | – | 2 |
            """;
        const string Both = """
            # Means of 3

            | score | ε | AUROC | images |
            |---|---:|---:|---:|
            | energy | 0.1 | 0.912 ± 0.004 | 1,000 |
            | lid | 0.1 | – | 1,000 ± 2 |
            """;
        Assert.Equal(Both, DeviationTables.Merge(Means, Deviations));
    }

    [Fact]
    public void Reports_of_other_tables_do_not_go_together() =>
        Assert.Throws<ArgumentException>(() => DeviationTables.Merge("| a |\n|---|\n| 1 |", "| a |\n|---|"));
}
