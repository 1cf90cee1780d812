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

    /// <summary>The data sets.</summary>
    public static DataCatalogue OpenData(ParseResult arguments) => new(arguments.GetValue(Data)?.FullName);

    /// <summary>The plugins, from the host's one catalogue.</summary>
    public static PluginCatalogue LoadPlugins(ParseResult arguments)
    {
        string[] folders = arguments.GetValue(Plugins) is { } folder ? [folder.FullName] : [];
        using var services = new ServiceCollection().AddDkNNPlugins(folders).BuildServiceProvider();
        return services.GetRequiredService<PluginCatalogue>();
    }
}
