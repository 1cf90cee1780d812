using System.CommandLine;
using System.Globalization;
using DkNN.Hosting;
using DkNN.Torch;
using Spectre.Console;

namespace DkNN.Cli;

/// <summary><c>dknn plugins</c>: lists the plugins, and what is wrong with those that are none.</summary>
internal sealed class PluginsCommand : Command
{
    public PluginsCommand()
        : base("plugins", "List, show and trust plugins.")
    {
        Subcommands.Add(List());
        Subcommands.Add(Show());
        Subcommands.Add(new TrustCommand());
    }

    private static Command List()
    {
        var command = new Command("list", "List every plugin found, and every file that should have been one.") { CommonOptions.Json };
        CommonOptions.AddPluginOptions(command);
        command.SetAction(arguments =>
        {
            var catalogue = CommonOptions.LoadPlugins(arguments);
            if (arguments.GetValue(CommonOptions.Json))
            {
                var listing = new PluginListing([.. catalogue.All.Select(ListedPlugin.Of)], [.. catalogue.Failures.Select(ListedFailure.Of)]);
                ListingJson.Write(listing, ListingJson.Default.PluginListing);
                return ExitCode.Success;
            }
            var table = new Table().Border(TableBorder.Rounded).AddColumns("kind", "name", "version", "description");
            foreach (var loaded in catalogue.All)
            {
                table.AddRow(
                    new Text(KindNames.Of(loaded.Plugin.Kind)), new Text(loaded.Plugin.Name),
                    new Text(loaded.Source.Version), new Text(loaded.Plugin.Description));
            }
            AnsiConsole.Write(table);
            foreach (var failure in catalogue.Failures) AnsiConsole.Console.Profile.Out.Writer.WriteLine(failure.ToString());
            return ExitCode.Success;
        });
        return command;
    }

    private static Command Show()
    {
        var name = new Argument<string>("NAME") { Description = "Name of a plugin, of whatever kind." };
        Completions.Offer(name, Completions.Plugins);
        var command = new Command("show", "Show a plugin's options, or an architecture's layers and selections.")
        {
            name, CommonOptions.Json,
        };
        CommonOptions.AddPluginOptions(command);
        command.SetAction(arguments =>
        {
            var found = CommonOptions.LoadPlugins(arguments).OfAnyKind(arguments.GetValue(name)!);
            if (arguments.GetValue(CommonOptions.Json))
            {
                ListingJson.Write([.. found.Select(ShownPlugin.Of)], ListingJson.Default.ImmutableArrayShownPlugin);
            }
            else foreach (var loaded in found) Show(AnsiConsole.Console, loaded);
            return ExitCode.Success;
        });
        return command;
    }

    private static void Show(IAnsiConsole console, LoadedPlugin<Plugin> loaded)
    {
        var output = console.Profile.Out.Writer;
        output.WriteLine($"{KindNames.Of(loaded.Plugin.Kind)} {loaded.Plugin.Name} {loaded.Source.Version}: {loaded.Plugin.Description}");
        output.WriteLine($"{loaded.Source.Path} (SHA-256 {loaded.Source.Sha256})");
        if (loaded.Plugin is ArchitecturePlugin architecture) ShowLayers(console, architecture);
        else ShowOptions(console, loaded.Plugin);
    }

    private static void ShowOptions(IAnsiConsole console, Plugin plugin)
    {
        if (plugin.Options.IsEmpty)
        {
            Console.Out.WriteLine("No options.");
            return;
        }
        var table = new Table().Border(TableBorder.Rounded).AddColumns("option", "type", "default", "range", "description");
        foreach (var option in plugin.Options)
        {
            table.AddRow(
                new Text(option.Name), new Text(option.Type), new Text(option.Default),
                new Text(option.Range ?? ""), new Text(option.Description));
        }
        console.Write(table);
    }

    private static void ShowLayers(IAnsiConsole console, ArchitecturePlugin plugin)
    {
        var architecture = ShownArchitecture.Of(plugin);
        Console.Out.WriteLine($"Input {architecture.Input}, {architecture.Classes} classes, fingerprint {architecture.Fingerprint}");
        var table = new Table().Border(TableBorder.Rounded).AddColumns("layer", "kind", "output", "neurons", "selected by");
        foreach (var layer in architecture.Layers)
        {
            table.AddRow(
                new Text(layer.Name),
                new Text(layer.Kind),
                new Text(layer.Output),
                new Text(layer.Neurons.ToString("N0", CultureInfo.InvariantCulture)),
                new Text(string.Join(", ", layer.Selections)));
        }
        console.Write(table);
    }
}
