namespace DkNN.Hosting.Tests;

/// <summary>Plugins as an author and the generator together would write them.</summary>
internal static class Sources
{
    private const string Usings = """
        using System; using System.Collections.Immutable; using System.Threading;
        using DkNN; using DkNN.Torch; using DkNN.Vectors; using Microsoft.Extensions.DependencyInjection;

        """;

    /// <summary>An index plugin that searches by brute force.</summary>
    /// <param name="name">Name of the index.</param>
    /// <param name="contract">Contract version in the manifest.</param>
    /// <param name="before">Statements at the start of Register.</param>
    /// <param name="members">More members of the registering class.</param>
    /// <param name="attributes">More attributes of the assembly.</param>
    public static string Index(
        string name, string contract = "1.0", string before = "", string members = "", string attributes = "") => $$"""
        {{Usings}}
        [assembly: PluginAssembly("{{contract}}", typeof(Sample.Registration))]
        [assembly: Plugin(PluginKind.NeighborIndex, "{{name}}", "Compares a query with every row.")]
        {{attributes}}
        namespace Sample;
        public sealed class Registration : IPluginRegistration
        {
            {{members}}
            public void Register(IServiceCollection services)
            {
                {{before}}
                services.AddSingleton<NeighborIndexPlugin>(
                    _ => NeighborIndexPlugin.Create("{{name}}", "Compares a query with every row.", new Factory(), new Binder()));
            }
        }
        {{BruteForce}}
        """;

    /// <summary>Registers anything under any manifest.</summary>
    /// <param name="manifest">Attributes of the assembly.</param>
    /// <param name="register">The body of Register.</param>
    public static string Registration(string manifest, string register) => $$"""
        {{Usings}}
        {{manifest}}
        namespace Sample;
        public sealed class Registration : IPluginRegistration
        {
            public void Register(IServiceCollection services)
            {
                {{register}}
            }
        }
        {{BruteForce}}
        """;

    /// <summary>One plugin of every kind; the architecture and the attack have types that derive from TorchSharp's.</summary>
    public static string EveryKind => $$"""
        {{Usings}}
        [assembly: System.Reflection.AssemblyInformationalVersion("2.5.0-preview")]
        [assembly: PluginAssembly("1.0", typeof(Sample.Registration))]
        [assembly: Plugin(PluginKind.Architecture, "linear", "One dense layer.")]
        [assembly: Plugin(PluginKind.Attack, "still", "Changes nothing.")]
        [assembly: Plugin(PluginKind.NeighborIndex, "brute", "Compares a query with every row.")]
        namespace Sample;
        public sealed class Registration : IPluginRegistration
        {
            public void Register(IServiceCollection services)
            {
                services.AddSingleton(ArchitecturePlugin.Create<Linear>());
                services.AddSingleton(AttackPlugin.Create("still", "Changes nothing.", new Still(), new Binder()));
                services.AddSingleton(NeighborIndexPlugin.Create("brute", "Compares a query with every row.", new Factory(), new Binder()));
            }
        }
        public sealed class Linear : Network, INetwork<Linear>
        {
            private Linear() : base(Info) { }
            public static ArchitectureInfo Info { get; } = new("linear", new ImageShape(1, 2, 2), 2, [], "00", "One dense layer.");
            public static Linear Create() => new();
            public override TorchSharp.torch.Tensor forward(TorchSharp.torch.Tensor images) => images;
        }
        public sealed class Still : IAttack<Options>
        {
            public TorchSharp.torch.Tensor Perturb(
                IDifferentiableClassifier model, AttackBatch batch, Options options, CancellationToken token) => batch.Images;
        }
        {{BruteForce}}
        """;

    private const string BruteForce = """
        public sealed class Options { public int Blocks { get; set; } = 4; }
        public sealed class Binder : IOptionsBinder<Options>
        {
            public ImmutableArray<OptionInfo> Options { get; } = [new("blocks", "integer", "4", "1..64", "Rows compared at once.")];
            public Options Bind(OptionValues values) => new() { Blocks = (int)values.Integer("blocks", 4, 1, 64) };
            public ImmutableSortedDictionary<string, string> Format(Options options) =>
                ImmutableSortedDictionary<string, string>.Empty.Add("blocks", options.Blocks.ToString());
        }
        public sealed class Factory : INeighborIndexFactory<Options>
        {
            public INeighborIndex Build(RowMatrix rows, Options options, IndexBuildContext context) => new Index(rows);
            public INeighborIndex Load(string path, RowMatrix rows, Options options) => new Index(rows);
        }
        public sealed class Index(RowMatrix rows) : INeighborIndex
        {
            public int Count => rows.Count;
            public int Dimension => rows.Dimension;
            public void Save(string path) => System.IO.File.WriteAllBytes(path, []);
            public void Dispose() { }
            public void Search(RowMatrix queries, int k, Span<int> ids, Span<float> distances, CancellationToken token = default)
            {
                for (int query = 0; query < queries.Count; query++)
                {
                    var all = new float[rows.Count];
                    var order = new int[rows.Count];
                    for (int row = 0; row < rows.Count; row++)
                    {
                        order[row] = row;
                        for (int i = 0; i < rows.Dimension; i++) all[row] += MathF.Pow(rows.Row(row)[i] - queries.Row(query)[i], 2);
                        all[row] = MathF.Sqrt(all[row]);
                    }
                    Array.Sort(all, order);
                    order.AsSpan(0, k).CopyTo(ids[(query * k)..]);
                    all.AsSpan(0, k).CopyTo(distances[(query * k)..]);
                }
            }
        }
        """;
}
