namespace DkNN.Generators.Tests;

/// <summary>Well-formed sources that use every part of the generator.</summary>
internal static class Samples
{
    public const string Network = Workbench.Usings + """
        namespace Sample.Networks;

        /// <summary>Every kind of layer.</summary>
        [Architecture("every-layer", Input = "3x12x10", Classes = 4, Description = "one of \"each\"")]
        public sealed partial class EveryLayer
        {
            /// <summary>Documented by its author.</summary>
            [Conv2d(8, Kernel = 3, Stride = 2, Padding = 1, Activation = Activation.ReLU)] public partial Layer Conv1 { get; }
            [BatchNorm(Epsilon = 0.001, Momentum = 0.25, Activation = Activation.ReLU)] public partial Layer Norm1 { get; }
            [MaxPool2d(2, Stride = 1)] public partial Layer Pool1 { get; }
            [AvgPool2d(2)] public partial Layer Pool2 { get; }
            [Activate(Activation.ReLU)] public partial Layer Relu1 { get; }
            [Flatten] public partial Layer @event { get; }
            [Dropout(0.5)] public partial Layer Dropout1 { get; }
            [BatchNorm] public partial Layer Norm2 { get; }
            [Dense(6, Activation = Activation.Softmax)] public partial Layer Dense1 { get; }
            [Dense(4)] public partial Layer Dense2 { get; }
            [Activate(Activation.Softmax)] public partial Layer Output { get; }
        }
        """;

    public const string Selections = Workbench.Usings + """
        using Sample.Networks;

        namespace Sample.Selections;

        /// <summary>By kind.</summary>
        [LayerSelection<EveryLayer>(LayerKind.BatchNorm, LayerKind.MaxPool2d)] public readonly partial struct NormsAndPools;

        /// <summary>Holds a nested one.</summary>
        public static partial class Outer
        {
            /// <summary>By name, in another order than that of computation.</summary>
            [LayerSelection<EveryLayer>(nameof(EveryLayer.@event), nameof(EveryLayer.Conv1))] internal readonly partial struct Named;
        }
        """;

    public const string Tiny = Workbench.Usings + """
        /// <summary>In the global namespace, of one layer.</summary>
        [Architecture("tiny", Input = "1x2x2", Classes = 2)]
        public sealed partial class Tiny
        {
            [Dense(2, Activation = Activation.Softmax)] public partial Layer Output { get; }
        }
        """;

    public const string Attack = Workbench.Usings + """
        using System.ComponentModel;
        using System.ComponentModel.DataAnnotations;

        namespace Sample.Attacks;

        /// <summary>How to step.</summary>
        public enum Step { /// <summary>By sign.</summary>
            Sign, /// <summary>By length.</summary>
            Length }

        /// <summary>Options of every type.</summary>
        public class StepOptions
        {
            /// <summary>Integer.</summary>
            [Range(1, 1000), Description("steps to take")] public int Steps { get; init; } = 10;
            /// <summary>Long.</summary>
            public long Budget { get; set; } = 1L << 40;
            /// <summary>Single.</summary>
            [Range(0.0, 1.0)] public float Rate { get; init; } = 0.1f;
            /// <summary>Double.</summary>
            [Range(0.5, double.MaxValue)] public double Decay { get; init; } = 1;
            /// <summary>Boolean.</summary>
            public bool RandomStart { get; init; }
            /// <summary>Text.</summary>
            public string Norm { get; init; } = "linf";
            /// <summary>Enum.</summary>
            public Step Kind { get; init; } = Step.Length;
            /// <summary>No option: it cannot be set.</summary>
            public int Total => Steps * 2;
        }

        /// <summary>White box.</summary>
        [Attack("step-by-step")]
        public sealed class StepByStep : IAttack<StepOptions>
        {
            /// <inheritdoc/>
            public torch.Tensor Perturb(
                IDifferentiableClassifier model,
                AttackBatch batch,
                StepOptions options,
                CancellationToken cancellationToken) => batch.Images;
        }

        /// <summary>Black box, of the same options.</summary>
        [Attack("blind", Description = "sees no gradients")]
        internal sealed class Blind : IBlackBoxAttack<StepOptions>
        {
            public torch.Tensor Perturb(IClassifier model, AttackBatch batch, StepOptions options, CancellationToken cancellationToken) =>
                batch.Images;
        }
        """;

    public const string Index = Workbench.Usings + """
        namespace Sample.Indexes;

        /// <summary>Holds a plugin and its options.</summary>
        public static class Indexes
        {
            /// <summary>None.</summary>
            public sealed class NoOptions;

            /// <summary>An index.</summary>
            [NeighborIndex("linear")]
            public sealed class Factory : INeighborIndexFactory<NoOptions>
            {
                /// <inheritdoc/>
                public INeighborIndex Build(RowMatrix rows, NoOptions options, IndexBuildContext context) =>
                    throw new NotSupportedException();
                /// <inheritdoc/>
                public INeighborIndex Load(string path, RowMatrix rows, NoOptions options) => throw new NotSupportedException();
            }
        }
        """;

    public static string[] All => [Network, Selections, Tiny, Attack, Index];
}
