namespace DkNN.Hosting.Tests;

public sealed class PluginCallTests
{
    [Fact]
    public void What_a_plugin_throws_is_told_in_a_line_that_names_it_and_the_mend()
    {
        var problem = Assert.Throws<PluginFailedException>(
            () => PluginCall.Run<int>("attack", "evil", () => throw new ArgumentException("No such thing.\nAt all.", "images")));
        Assert.StartsWith("The attack plugin 'evil' failed: No such thing", problem.Message, StringComparison.Ordinal);
        Assert.EndsWith("Mend the plugin, or choose another with --attack.", problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', problem.Message);
        problem = Assert.Throws<PluginFailedException>(
            () => PluginCall.Run<int>("index", "odd", () => throw new ArgumentException("Row 3 is bad.", "rows")));
        Assert.DoesNotContain("Parameter", problem.Message, StringComparison.Ordinal);
        Assert.IsType<ArgumentException>(problem.InnerException);
    }

    [Fact]
    public void A_stop_and_a_full_disk_are_not_the_plugins_fault()
    {
        Assert.Throws<OperationCanceledException>(() => PluginCall.Run<int>("index", "exact", () => throw new OperationCanceledException()));
        Assert.Throws<IOException>(() => PluginCall.Run<int>("index", "exact", () => throw new IOException("full")));
        Assert.Equal(3, PluginCall.Run("index", "exact", () => 3));
    }
}
