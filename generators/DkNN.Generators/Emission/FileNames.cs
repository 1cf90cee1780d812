using System.Security.Cryptography;
using System.Text;
using DkNN.Generators.Models;

namespace DkNN.Generators.Emission;

/// <summary>
/// Names of generated files. C# tells types apart by case and Roslyn's files not, so names that differ by case only get a hash each.
/// </summary>
/// <param name="Ambiguous">The names that another one equals without case.</param>
internal sealed record FileNames(EquatableArray<string> Ambiguous)
{
    public static FileNames Of(IEnumerable<FileDeclarations> files)
    {
        var exact = new HashSet<string>(files.SelectMany(Names), StringComparer.Ordinal);
        var seen = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var ambiguous = new SortedSet<string>(StringComparer.Ordinal);
        foreach (string name in exact)
        {
            if (seen.TryGetValue(name, out string other)) ambiguous.UnionWith([name, other]);
            else seen.Add(name, name);
        }
        return new FileNames(ambiguous.ToEquatableArray());
    }

    public string For(string name)
    {
        if (!Ambiguous.Contains(name)) return name;
        using var hash = SHA256.Create();
        byte[] digest = hash.ComputeHash(Encoding.UTF8.GetBytes(name));
        return $"{BitConverter.ToString(digest, 0, 4).Replace("-", "").ToLowerInvariant()}.{name}";
    }

    private static IEnumerable<string> Names(FileDeclarations file) =>
    [
        .. file.Architectures.Select(model => GeneratedType.FileName(model.Type)),
        .. file.Selections.Select(model => GeneratedType.FileName(model.Type)),
        .. file.Blocks.Select(model => GeneratedType.FileName(model.Type)),
        .. file.Stubs.Select(model => GeneratedType.FileName(model.Type)),
        .. file.Classes.Select(model => BinderEmitter.FileName(model.Options)),
    ];
}
