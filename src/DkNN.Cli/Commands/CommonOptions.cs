using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using DkNN.Data;
using DkNN.Experiments;
using DkNN.Hosting;
using DkNN.Torch;
using DkNN.Vectors;
using Microsoft.Extensions.DependencyInjection;

namespace DkNN.Cli;

/// <summary>Options that several commands share.</summary>
internal static class CommonOptions
{
    /// <summary>Where data sets stand.</summary>
    public static Option<DirectoryInfo?> Data { get; } =
        new("--data")
        {
            Description = $"A directory of data sets. Default: the variable {DataCatalogue.DirectoryVariable}, then the user's cache."
        };

    /// <summary>A folder of plugins beside the program's own.</summary>
    public static Option<DirectoryInfo?> Plugins { get; } =
        new("--plugins") { Description = "A folder of plugins, searched besides the program's own." };

    /// <summary>Whether plugins outside the lock file are refused.</summary>
    public static Option<bool> RequireTrusted { get; } =
        new("--require-trusted") { Description = "Run no code of a plugin that is not, file by file, as 'dknn plugins trust' found it." };

    /// <summary>The lock file.</summary>
    public static Option<FileInfo?> Lock { get; } =
        new("--lock") { Description = $"The lock file of trusted plugins. Default: {TrustLock.DefaultName} in the current directory." };

    /// <summary>Where artefacts stand.</summary>
    public static Option<DirectoryInfo?> Cache { get; } =
        new("--cache") { Description = $"Where artefacts are kept between runs. Default: the variable {CacheFolder.Variable}, then the user's cache." };

    /// <summary>The fitted model.</summary>
    public static Option<DirectoryInfo?> Model { get; } = new("--model") { Description = "The directory of a run, or of the model in it." };

    /// <summary>Whether a listing is for programs.</summary>
    public static Option<bool> Json { get; } = new("--json") { Description = "Write JSON, for programs." };

    /// <summary>How many threads compute.</summary>
    public static Option<int?> Threads { get; } = new("--threads", "-t") { Description = "Threads that compute. Default: one for every processor." };

    /// <summary>An option with a default that the help shows.</summary>
    public static Option<T> Preset<T>(T value, string description, string name, params string[] aliases) =>
        new(name, aliases) { Description = description, DefaultValueFactory = _ => value };

    /// <summary>Reads a number with a point: the library's own reading takes "0,1" for 1.</summary>
    public static double? Number(ArgumentResult argument)
    {
        string text = argument.Tokens[0].Value;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)) return number;
        argument.AddError($"'{text}' cannot be read.");
        return null;
    }

    /// <summary>Keeps the process to the threads asked for; to be called before anything is computed.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="usesTorch">Whether the command computes with a network, too.</param>
    /// <exception cref="ExperimentException">The number is out of range.</exception>
    public static void LimitThreads(ParseResult arguments, bool usesTorch = true)
    {
        if (arguments.GetValue(Threads) is not { } threads) return;
        if (threads < 1 || threads > Environment.ProcessorCount)
        {
            throw new ExperimentException(
                $"{Threads.Name} is {threads}, but must be from 1 to {Environment.ProcessorCount}, the processors that there are.");
        }
        SharedCores.Limit = threads;
        if (usesTorch) LibTorch.UseThreads(threads);
    }

    /// <summary>Gives a command the options by which it loads plugins.</summary>
    public static void AddPluginOptions(Command command)
    {
        command.Options.Add(Plugins);
        command.Options.Add(RequireTrusted);
        command.Options.Add(Lock);
    }

    /// <summary>Path of the lock file.</summary>
    public static string LockPath(ParseResult arguments) => arguments.GetValue(Lock)?.FullName ?? Path.GetFullPath(TrustLock.DefaultName);

    /// <summary>The program's own folder of plugins, where there is one, and the one given.</summary>
    public static IEnumerable<string> PluginFolders(ParseResult arguments)
    {
        if (Directory.Exists(PluginHost.DefaultFolder)) yield return PluginHost.DefaultFolder;
        if (arguments.GetValue(Plugins) is { } folder) yield return folder.FullName;
    }

    /// <summary>Path of the model that is asked for.</summary>
    /// <exception cref="ExperimentException">None is.</exception>
    public static string ModelPath(ParseResult arguments) => arguments.GetValue(Model)?.FullName
        ?? throw new ExperimentException($"{Model.Name} is missing: name the directory of a run, such as runs/NAME; 'dknn run' makes one.");

    /// <summary>The data sets.</summary>
    public static DataCatalogue OpenData(ParseResult arguments) => new(arguments.GetValue(Data)?.FullName);

    /// <summary>Full path of the folder where artefacts are kept, which need not exist.</summary>
    public static string CacheRoot(ParseResult arguments) => arguments.GetValue(Cache)?.FullName ?? CacheFolder.Default;

    /// <summary>Where artefacts are kept.</summary>
    /// <exception cref="ExperimentException">Nothing can be kept there.</exception>
    public static ArtefactCache OpenCache(ParseResult arguments, Action<string> warn)
    {
        string root = CacheRoot(arguments);
        try
        {
            return new ArtefactCache(root, warn);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new ExperimentException(
                $"The cache '{root}' cannot be written ({problem.Message}); name a folder by {Cache.Name} DIR or by the variable "
                + $"{CacheFolder.Variable}.",
                problem);
        }
    }

    /// <summary>The options of <see cref="AddPluginOptions"/> for another process.</summary>
    public static IEnumerable<string> PluginArguments(ParseResult arguments)
    {
        if (arguments.GetValue(Plugins) is { } folder) yield return $"{Plugins.Name}={folder.FullName}";
        if (arguments.GetValue(Lock) is { } file) yield return $"{Lock.Name}={file.FullName}";
        if (arguments.GetValue(RequireTrusted)) yield return RequireTrusted.Name;
    }

    /// <summary>The plugins, from the host's one catalogue; what could not be loaded is told of.</summary>
    public static PluginCatalogue LoadPluginsAloud(ParseResult arguments)
    {
        var catalogue = LoadPlugins(arguments);
        foreach (var failure in catalogue.Failures) Console.Error.WriteLine($"dknn: plugin left out: {failure}");
        return catalogue;
    }

    /// <summary>The plugins, from the host's one catalogue.</summary>
    public static PluginCatalogue LoadPlugins(ParseResult arguments)
    {
        string[] folders = arguments.GetValue(Plugins) is { } folder ? [folder.FullName] : [];
        var options = new PluginHostOptions { RequiredTrust = arguments.GetValue(RequireTrusted) ? TrustLock.Read(LockPath(arguments)) : null };
        using var services = new ServiceCollection().AddDkNNPlugins(options, folders).BuildServiceProvider();
        return services.GetRequiredService<PluginCatalogue>();
    }
}
