using System.CommandLine;
using DkNN.Data;
using DkNN.Hosting;
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

    /// <summary>The data sets.</summary>
    public static DataCatalogue OpenData(ParseResult arguments) => new(arguments.GetValue(Data)?.FullName);

    /// <summary>The plugins, from the host's one catalogue.</summary>
    public static PluginCatalogue LoadPlugins(ParseResult arguments)
    {
        string[] folders = arguments.GetValue(Plugins) is { } folder ? [folder.FullName] : [];
        var options = new PluginHostOptions { RequiredTrust = arguments.GetValue(RequireTrusted) ? TrustLock.Read(LockPath(arguments)) : null };
        using var services = new ServiceCollection().AddDkNNPlugins(options, folders).BuildServiceProvider();
        return services.GetRequiredService<PluginCatalogue>();
    }
}
