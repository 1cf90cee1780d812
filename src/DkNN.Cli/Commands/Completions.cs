using System.CommandLine;
using System.CommandLine.Completions;
using DkNN.Data;
using DkNN.Hosting;

namespace DkNN.Cli;

/// <summary>What a shell offers for names of plugins and data sets: those that the command would find.</summary>
internal static class Completions
{
    /// <summary>Gives an option what a shell offers for its value; the help goes on to call it by the option's name, and not to list all.</summary>
    public static void Offer(Option option, Func<CompletionContext, IEnumerable<string>> names)
    {
        option.HelpName = option.Name.TrimStart('-');
        option.CompletionSources.Add(names);
    }

    /// <summary>Gives an argument what a shell offers for it; the help goes on to call it by its name.</summary>
    public static void Offer(Argument argument, Func<CompletionContext, IEnumerable<string>> names)
    {
        argument.HelpName = argument.Name;
        argument.CompletionSources.Add(names);
    }

    /// <summary>The data sets known by name.</summary>
    public static IEnumerable<string> DataSets(CompletionContext context) => new DataCatalogue().Known.Select(known => known.Name);

    /// <summary>The architectures.</summary>
    public static IEnumerable<string> Architectures(CompletionContext context) => Names(Catalogue(context).Architectures);

    /// <summary>The attacks.</summary>
    public static IEnumerable<string> Attacks(CompletionContext context) => Names(Catalogue(context).Attacks);

    /// <summary>The indexes.</summary>
    public static IEnumerable<string> Indexes(CompletionContext context) => Names(Catalogue(context).Indexes);

    /// <summary>The scores.</summary>
    public static IEnumerable<string> Scores(CompletionContext context) => Names(Catalogue(context).Scores);

    /// <summary>Plugins of every kind.</summary>
    public static IEnumerable<string> Plugins(CompletionContext context) => Names(Catalogue(context).All);

    /// <summary>The selections of an architecture; none where there is no such architecture.</summary>
    public static IEnumerable<string> Selections(CompletionContext context, string? architecture) =>
        Catalogue(context).Architectures
            .Where(loaded => loaded.Plugin.Name.Equals(architecture, StringComparison.OrdinalIgnoreCase))
            .SelectMany(loaded => loaded.Plugin.Selections)
            .Select(selection => selection.Info.Name);

    private static PluginCatalogue Catalogue(CompletionContext context) => CommonOptions.LoadPlugins(context.ParseResult);

    private static IEnumerable<string> Names<TPlugin>(IEnumerable<LoadedPlugin<TPlugin>> plugins)
        where TPlugin : Plugin =>
        plugins.Select(loaded => loaded.Plugin.Name);
}
