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
        var found = given.Length == 0
            ? PluginHost.Hash(CommonOptions.PluginFolders(arguments))
            : PluginHost.Hash(given.Select(Folder).Distinct());
        var chosen = found.Plugins.Where(plugin => given.Length == 0 || given.Any(wanted => Covers(wanted, plugin.Path))).ToArray();
        foreach (var wanted in given)
        {
            if (chosen.Any(plugin => Covers(wanted, plugin.Path))) continue;
            var failure = found.Failures.FirstOrDefault(failure => Covers(wanted, failure.Path));
            throw new PluginUnavailableException(failure?.ToString() ?? $"'{wanted}' is no plugin, and no folder with one. Name the plugin's DLL.");
        }
        before.With(chosen.Select(plugin => plugin.Plugin)).Write(path);
        foreach (var (file, plugin) in chosen) output.WriteLine($"{file}: trusted, with {plugin.Files.Count} file(s).");
        output.WriteLine($"Written to {path}.");
        return ExitCode.Success;
    }

    private static int Remove(ParseResult arguments, string path, TrustLock before, FileSystemInfo[] given)
    {
        string[] names = given.Length == 0
            ? [.. PluginHost.Hash(CommonOptions.PluginFolders(arguments)).Plugins.Select(plugin => plugin.Plugin.Plugin)]
            : [.. given.Select(file => file.Name)];
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

    /// <summary>The plugin folder to look into: that around a plugin's own folder, or the one that a DLL stands in alone.</summary>
    private static string Folder(FileSystemInfo wanted)
    {
        if (wanted is DirectoryInfo directory)
        {
            bool isOnePlugins = File.Exists(Path.Combine(directory.FullName, directory.Name + ".dll")) && directory.Parent is not null;
            return isOnePlugins ? directory.Parent!.FullName : directory.FullName;
        }
        string folder = Path.GetDirectoryName(wanted.FullName)!;
        bool isItsOwn = Path.GetFileName(folder).Equals(Path.GetFileNameWithoutExtension(wanted.Name), StringComparison.OrdinalIgnoreCase);
        string searched = isItsOwn ? Path.GetDirectoryName(folder)! : folder;
        return Directory.Exists(searched)
            ? searched
            : throw new PluginUnavailableException($"'{wanted}' does not exist. Name a plugin's DLL, or a folder of plugins.");
    }

    private static bool Covers(FileSystemInfo wanted, string path) => wanted is DirectoryInfo directory
        ? path.StartsWith(Path.TrimEndingDirectorySeparator(directory.FullName) + Path.DirectorySeparatorChar, StringComparison.Ordinal)
        : path == wanted.FullName;
}
