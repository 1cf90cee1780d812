using System.Diagnostics;
using System.Globalization;

namespace DkNN.Experiments.Tests.Artefacts;

/// <summary>One directory used by several processes, which are killed, and by several caches in this one.</summary>
public sealed class SharedCacheTests : IDisposable
{
    private static readonly string[] OwnNamespace = ["unshare", "--pid", "--fork", "--mount-proc", "--kill-child"];

    private readonly TemporaryFolder _root = new();
    private readonly Random _random = new(0);

    private static int Rounds => FullTests.Times(all: 200, some: 4);

    public void Dispose() => _root.Dispose();

    [Fact]
    public void Two_processes_that_are_killed_and_two_caches_of_this_one_lose_and_damage_nothing() => Share();

    [PidNamespaceFact]
    public void Nor_do_processes_of_two_pid_namespaces_which_both_have_the_number_1() => Share(OwnNamespace);

    private void Share(params string[] wrapper)
    {
        using var stop = new CancellationTokenSource();
        Task[] here = [.. Enumerable.Range(0, 2).Select(number => Task.Run(() =>
        {
            var user = new CacheUser(_root.Path, number);
            while (!stop.IsCancellationRequested) user.Step();
        }))];
        var others = new Process[2];
        try
        {
            for (int number = 0; number < others.Length; number++) others[number] = Start(wrapper, number);
            for (int round = 0; round < Rounds; round++)
            {
                Thread.Sleep(_random.Next(100));
                ref var other = ref others[round % others.Length];
                RequireRunning(other);
                other.Kill(entireProcessTree: true);
                other.WaitForExit();
                other.Dispose();
                other = Start(wrapper, others.Length + round);
            }
            Assert.All(others, RequireRunning);
        }
        finally
        {
            foreach (var other in others.Where(other => other is { HasExited: false }))
            {
                other.Kill(entireProcessTree: true);
                other.WaitForExit();
            }
            stop.Cancel();
            Task.WaitAll(here);
        }

        // Whatever was under way in those that were killed is swept away; what is left is whole.
        var cache = new ArtefactCache(_root.Path, warning => Assert.Fail(warning));
        Assert.All(ArtefactEntry.In(_root.Path), entry => Assert.NotEmpty(entry.Key));
        Assert.DoesNotContain(
            Directory.EnumerateFileSystemEntries(_root.Path, "*", SearchOption.AllDirectories),
            path => path.Contains(".making", StringComparison.Ordinal) || path.Contains(".removed", StringComparison.Ordinal));
        for (int key = 0; key < 5; key++) cache.Find(CacheUser.Key(key))?.Dispose();
    }

    /// <summary>A process that found something wrong has ended with an exception.</summary>
    private static void RequireRunning(Process process)
    {
        if (process.HasExited) Assert.Fail(process.StandardError.ReadToEnd());
    }

    private Process Start(string[] wrapper, int seed)
    {
        string[] command =
        [
            .. wrapper, "dotnet", typeof(SharedCacheTests).Assembly.Location,
            "use-cache", _root.Path, seed.ToString(CultureInfo.InvariantCulture),
        ];
        var process = Process.Start(new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        Assert.True(process.StandardOutput.ReadLine() == "running", "A process that uses the cache did not start.");
        return process;
    }

    /// <summary>Skipped where the system or its user may not make PID namespaces.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    private sealed class PidNamespaceFactAttribute : FactAttribute
    {
        public PidNamespaceFactAttribute()
        {
            if (!CanMakeNamespaces()) Skip = "This system, or its user, makes no PID namespaces.";
        }

        private static bool CanMakeNamespaces()
        {
            if (!OperatingSystem.IsLinux()) return false;
            try
            {
                using var process = Process.Start(new ProcessStartInfo(OwnNamespace[0], [.. OwnNamespace[1..], "true"])
                {
                    RedirectStandardError = true,
                })!;
                process.WaitForExit();
                return process.ExitCode == 0;
            }
            catch (System.ComponentModel.Win32Exception)
            {
                return false;
            }
        }
    }
}
