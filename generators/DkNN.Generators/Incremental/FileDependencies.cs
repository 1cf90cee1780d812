using Microsoft.CodeAnalysis;

namespace DkNN.Generators.Incremental;

/// <summary>
/// The files that a file's meaning can depend on: those that declare a type of a name that occurs in it, and so on from file to file. Names
/// are compared without regard to namespaces, so this is never too little.
/// </summary>
internal sealed class FileDependencies
{
    private readonly IReadOnlyList<TreeSummary> _files;
    private readonly Dictionary<string, List<int>> _declaring = new(StringComparer.Ordinal);
    private readonly int[] _visited;
    private readonly Stack<int> _pending = new();
    private readonly List<SyntaxTree> _needed = [];

    public FileDependencies(IReadOnlyList<TreeSummary> files)
    {
        _files = files;
        _visited = new int[files.Count];
        for (int file = 0; file < files.Count; file++)
        {
            foreach (string type in files[file].Types)
            {
                if (!_declaring.TryGetValue(type, out var declaring)) _declaring.Add(type, declaring = []);
                declaring.Add(file);
            }
        }
    }

    /// <summary>The file itself and all that it depends on, in an order that only they determine; until the next call.</summary>
    public List<SyntaxTree> Of(int file)
    {
        int mark = file + 1;
        _needed.Clear();
        Visit(file);
        while (_pending.Count > 0)
        {
            var current = _files[_pending.Pop()];
            _needed.Add(current.Tree);
            foreach (string name in current.Identifiers)
            {
                if (!_declaring.TryGetValue(name, out var declaring)) continue;
                foreach (int other in declaring) Visit(other);
            }
        }
        return _needed;

        void Visit(int other)
        {
            if (_visited[other] == mark) return;
            _visited[other] = mark;
            _pending.Push(other);
        }
    }
}
