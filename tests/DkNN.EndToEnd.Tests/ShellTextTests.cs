using System.Diagnostics;
using DkNN.Cli;

namespace DkNN.EndToEnd.Tests;

public sealed class ShellTextTests
{
    [Fact]
    public void What_is_simple_stays_as_it_was_typed() =>
        Assert.Equal("dknn run -d mnist -e 0.1,0.2 --index lsh:m=16", ShellText.Command(["run", "-d", "mnist", "-e", "0.1,0.2", "--index", "lsh:m=16"]));

    [Fact]
    public void A_shell_reads_the_arguments_that_were_written()
    {
        if (OperatingSystem.IsWindows()) return;
        string[] arguments = ["", "two words", "it's", "a\"b", "$HOME `id` \\n !", "*", "ε=0,1", "line\nbreak", "#1", "~"];
        using var shell = Process.Start(
            new ProcessStartInfo("sh", ["-c", $"dknn() {{ printf '%s\\0' \"$@\"; }}; {ShellText.Command(arguments)}"]) { RedirectStandardOutput = true })!;
        Assert.Equal(arguments, shell.StandardOutput.ReadToEnd().Split('\0')[..^1]);
    }
}
