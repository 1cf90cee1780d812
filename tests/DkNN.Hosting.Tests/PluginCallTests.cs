namespace DkNN.Hosting.Tests;

public sealed class PluginCallTests
{
    [Fact]
    public void What_a_plugin_throws_is_told_in_a_line_that_names_it_and_the_mend()
    {
        var problem = Assert.Throws<PluginFailedException>(
            () => PluginCall.Run<int>("attack", "evil", () => throw new ArgumentException("No such thing.\nAt all.", "images")));
        Assert.StartsWith("The attack plugin 'evil' failed: No such thing", problem.Message, StringComparison.Ordinal);
        Assert.EndsWith("Tell its author, or choose another with --attack.", problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', problem.Message);
        problem = Assert.Throws<PluginFailedException>(
            () => PluginCall.Run<int>("index", "odd", () => throw new ArgumentException("Row 3 is bad.", "rows")));
        Assert.DoesNotContain("Parameter", problem.Message, StringComparison.Ordinal);
        Assert.IsType<ArgumentException>(problem.InnerException);
    }

    /// <summary>One array too large is the plugin's doing, and leaves memory enough to say so.</summary>
    [Fact]
    public void Running_out_of_memory_is_a_fault_as_any_other()
    {
        var problem = Assert.Throws<PluginFailedException>(() => PluginCall.Run("index", "greedy", () => new long[int.MaxValue]));
        Assert.StartsWith("The index plugin 'greedy' failed: ", problem.Message, StringComparison.Ordinal);
        Assert.IsType<OutOfMemoryException>(problem.InnerException);
    }

    [Fact]
    public void What_only_carries_another_exception_is_told_as_that_and_nothing_is_no_answer()
    {
        var problem = Assert.Throws<PluginFailedException>(() => PluginCall.Run<int>(
            "index", "odd", () => throw new AggregateException(new TypeInitializationException("Odd", new FormatException("Not a number.")))));
        Assert.StartsWith("The index plugin 'odd' failed: Not a number (FormatException", problem.Message, StringComparison.Ordinal);
        problem = Assert.Throws<PluginFailedException>(() => PluginCall.Run("index", "odd", () => (string)null!));
        Assert.StartsWith("The index plugin 'odd' gave nothing.", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_callers_stop_and_what_the_disk_says_stay_what_they_are()
    {
        var stopped = new CancellationToken(canceled: true);
        Assert.Throws<OperationCanceledException>(() => Failing(new OperationCanceledException(), stopped));
        Assert.Throws<PluginFailedException>(() => Failing(new OperationCanceledException()));
        Assert.StartsWith("The index plugin 'exact' says: full", Assert.Throws<IOException>(() => Failing(new IOException("full"))).Message, StringComparison.Ordinal);
        Assert.Throws<IOException>(() => Failing(new UnauthorizedAccessException()));
        Assert.Throws<InvalidDataException>(() => Failing(new InvalidDataException("damaged")));
        Assert.Throws<PluginOptionException>(() => Failing(new PluginOptionException("m: too small")));
        Assert.Equal(3, PluginCall.Run("index", "exact", () => 3));

        static int Failing(Exception problem, CancellationToken stop = default) => PluginCall.Run<int>("index", "exact", () => throw problem, stop);
    }
}
