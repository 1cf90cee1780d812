using System.CommandLine;
using DkNN.Hosting;

namespace DkNN.Cli;

/// <summary><c>dknn plugins trust</c>: writes down which plugins may run.</summary>
internal sealed class TrustCommand : Command
{
    private readonly Argument<FileSystemInfo[]> _plugins = new("FILE")
    {
        Description = "Plugin DLLs, or folders of plugins. None: every plugin of the program and of --plugins.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<bool> _remove = new("--remove") { Description = "Take the plugins out of the lock file instead." };

    public TrustCommand()
        : base("trust", "Write the SHA-256 of plugins, and of all that they load, into a lock file; --require-trusted then refuses others.")
    {
        Arguments.Add(_plugins);
        Options.Add(_remove);
        Options.Add(CommonOptions.Plugins);
        Options.Add(CommonOptions.Lock);
        SetAction(Trust);
        HelpExamples.AddTo(
            this,
            ("dknn plugins trust", "every plugin that the program has now"),
            ("dknn plugins trust plugins/MyIndex/MyIndex.dll", "one more, or its new version"),
            ("dknn plugins trust MyIndex.dll --remove", "one less"),
            ("dknn run --require-trusted", "run with trusted plugins only"));
    }

    private int Trust(ParseResult arguments)
    {
        string path = CommonOptions.LockPath(arguments);
        var before = TrustLock.ReadOrEmpty(path);
        var given = arguments.GetValue(_plugins) ?? [];
        var output = Console.Out;
        if (arguments.GetValue(_remove)) return Remove(arguments, path, before, given);
        var chosen = Choose(arguments, given);
        before.With(chosen.Select(plugin => plugin.Plugin)).Write(path);
        foreach (var (file, plugin) in chosen) output.WriteLine($"{file}: trusted, with {plugin.Files.Count} file(s).");
        output.WriteLine($"Written to {path}.");
        return ExitCode.Success;
    }

    private static int Remove(ParseResult arguments, string path, TrustLock before, FileSystemInfo[] given)
    {
        // A plugin that is gone can be taken out too, by the name of its DLL.
        FileSystemInfo[] there = [.. given.Where(file => file.Exists)];
        string[] names =
        [
            .. given.Where(file => !file.Exists).Select(file => file.Name),
            .. given.Length == 0 || there.Length > 0 ? Choose(arguments, there).Select(plugin => plugin.Plugin.Plugin) : [],
        ];
        string? unknown = names.FirstOrDefault(name => !before.Plugins.Any(plugin => plugin.Plugin.Equals(name, StringComparison.OrdinalIgnoreCase)));
        if (unknown is not null)
        {
            throw new PluginUnavailableException(
                $"'{unknown}' is not in '{path}'. {NameSuggestion.For(unknown, before.Plugins.Select(plugin => plugin.Plugin))}");
        }
        before.Without(names).Write(path);
        foreach (string name in names) Console.Out.WriteLine($"{name}: no longer trusted.");
        Console.Out.WriteLine($"Written to {path}.");
        return ExitCode.Success;
    }

    /// <summary>The plugins that are meant: all of the program and of --plugins where none is given.</summary>
    private static (string Path, TrustedPlugin Plugin)[] Choose(ParseResult arguments, FileSystemInfo[] given)
    {
        if (given.Length == 0) return [.. PluginHost.Hash(CommonOptions.PluginFolders(arguments)).Plugins];
        string[] wanted = [.. given.Select(file => RealPath.Of(file.FullName))];
        var found = PluginHost.Hash(wanted.Select(Folder).Distinct());
        var chosen = found.Plugins.Where(plugin => wanted.Any(path => RealPath.Covers(path, plugin.Path))).ToArray();
        foreach (var (file, path) in given.Zip(wanted))
        {
            if (chosen.Any(plugin => RealPath.Covers(path, plugin.Path))) continue;
            var failure = found.Failures.FirstOrDefault(failure => RealPath.Covers(path, failure.Path));
            throw new PluginUnavailableException(failure?.ToString() ?? $"'{file}' is no plugin, and no folder with one. Name the plugin's DLL.");
        }
        return chosen;
    }

    /// <summary>The plugin folder to look into: that around a plugin's own folder, or the one that a DLL stands in alone.</summary>
    private static string Folder(string wanted)
    {
        if (Directory.Exists(wanted)) return IsOnePlugins(wanted) ? Path.GetDirectoryName(wanted)! : wanted;
        string folder = Path.GetDirectoryName(wanted)!;
        if (!Directory.Exists(folder)) throw new PluginUnavailableException($"'{wanted}' does not exist. Name a plugin's DLL, or a folder of plugins.");
        return IsOnePlugins(folder) ? Path.GetDirectoryName(folder)! : folder;
    }

    /// <summary>Whether a folder holds one plugin, the DLL named as it, in whatever case.</summary>
    private static bool IsOnePlugins(string folder) => Path.GetDirectoryName(folder) is not null
        && Directory.EnumerateFiles(folder).Any(file => Path.GetFileName(file).Equals(Path.GetFileName(folder) + ".dll", StringComparison.OrdinalIgnoreCase));
}
