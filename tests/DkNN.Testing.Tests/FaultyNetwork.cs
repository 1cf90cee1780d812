using DkNN.Torch;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DkNN.Testing.Tests;

/// <summary>A network of two dense layers, as the generator would write it, with one fault.</summary>
internal sealed class FaultyNetwork : Network, INetwork<FaultyNetwork>
{
    private readonly Linear _first = nn.Linear(8, 6);
    private readonly Linear _second = nn.Linear(6, 3);

    private FaultyNetwork()
        : base(Info)
    {
        register_module("First", _first);
        register_module("Second", _second);
        // Never read by forward: no gradient reaches it.
        if (Fault is NetworkFault.UnusedParameter) register_module("Third", nn.Linear(2, 2));
    }

    /// <summary>The fault of the networks made from now on; tests of one class run one after another.</summary>
    public static NetworkFault Fault { get; set; }

    public static ArchitectureInfo Info => new(
        "faulty", new ImageShape(2, 2, 2), 3,
        [
            new Layer("First", LayerKind.Dense, 0, new ImageShape(Fault is NetworkFault.WrongShape ? 7 : 6, 1, 1)),
            new Layer("Second", LayerKind.Dense, 1, new ImageShape(3, 1, 1)),
        ],
        "00", "");

    public static FaultyNetwork Create() => new();

    public Tensor First(Tensor images) => _first.call(images.flatten(1));

    public override Tensor forward(Tensor images)
    {
        using var scope = NewDisposeScope();
        var logits = _second.call(First(images));
        if (Fault is NetworkFault.Random) logits = logits + rand_like(logits);
        if (Fault is NetworkFault.DependsOnBatch) logits = logits + images.shape[0];
        if (Fault is NetworkFault.OtherLogits) logits = logits * 2;
        if (Fault is NetworkFault.Leak) images.clone().DetachFromDisposeScope();
        return logits.MoveToOuterDisposeScope();
    }

    internal readonly struct All : ILayerSelection<All, FaultyNetwork>
    {
        private All(Tensor first, Tensor second) => (First, Second) = (first, second);

        public static SelectionInfo Info => new("all", FaultyNetwork.Info.Layers);

        private Tensor First { get; }

        private Tensor Second { get; }

        public static All Extract(FaultyNetwork network, Tensor images)
        {
            using var scope = NewDisposeScope();
            var first = network.First(images);
            var second = network._second.call(first);
            return new All(first.MoveToOuterDisposeScope(), second.MoveToOuterDisposeScope());
        }

        public Tensor[] ToArray() => [First, Second];
    }

    internal readonly struct FirstOnly : ILayerSelection<FirstOnly, FaultyNetwork>
    {
        private FirstOnly(Tensor first) => First = first;

        public static SelectionInfo Info => new("FirstOnly", [FaultyNetwork.Info.Layers[0]]);

        private Tensor First { get; }

        public static FirstOnly Extract(FaultyNetwork network, Tensor images)
        {
            using var scope = NewDisposeScope();
            var first = network.First(images);
            if (Fault is NetworkFault.OtherSelection) first = first + 1;
            return new FirstOnly(first.MoveToOuterDisposeScope());
        }

        public Tensor[] ToArray() => [First];
    }
}
