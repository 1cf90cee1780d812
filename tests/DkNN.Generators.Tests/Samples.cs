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
            [Normalize(Mean = [0.5, 0.25, -1], Deviation = [0.25, 0.5, 2])] public partial Layer Pixels { get; }
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

        /// <summary>A score of the same options.</summary>
        [Score("flat", Description = "the same for all")]
        public sealed class Flat : IScore<Indexes.NoOptions>, IScorer
        {
            /// <inheritdoc/>
            public ScoreNeeds Needs(Indexes.NoOptions options) => ScoreNeeds.None;
            /// <inheritdoc/>
            public IScorer Open(ScoreState state, Indexes.NoOptions options) => this;
            /// <inheritdoc/>
            public void Score(Observations images, Span<double> scores, CancellationToken cancellationToken) => scores.Clear();
        }
        """;

    public const string Graph = Workbench.Usings + """
        namespace Sample.Graphs
        {
            /// <summary>Two convolutions and a way around them.</summary>
            [LayerBlock]
            public sealed partial class Residual
            {
                [Conv2d(BlockParameter.Filters, Kernel = 3, Stride = BlockParameter.Stride, Padding = 1, Bias = false)]
                public partial Layer Conv1 { get; }
                [BatchNorm(Activation = Activation.ReLU)] public partial Layer Norm1 { get; }
                /// <summary>Documented by its author.</summary>
                [Conv2d(BlockParameter.Filters, Kernel = 3, SamePadding = true)] public partial Layer Conv2 { get; }
                [Conv2d(BlockParameter.Filters, Kernel = 1, Stride = BlockParameter.Stride, From = Layer.Input)] public partial Layer Way { get; }
                [Add(nameof(Conv2), Activation = Activation.ReLU)] public partial Layer Sum { get; }
            }

            /// <summary>A block of blocks.</summary>
            [LayerBlock]
            public sealed partial class Stage
            {
                [Block(Filters = BlockParameter.Filters, Stride = BlockParameter.Stride)] public partial Residual First { get; }
                [Block(Filters = BlockParameter.Filters)] public partial Residual Second { get; }
                [Activate(Activation.Tanh)] public partial Layer End { get; }
            }

            /// <summary>Branches of every kind.</summary>
            [Architecture("branching", Input = "2x11x8", Classes = 3)]
            public sealed partial class Branching
            {
                [Conv2d(6, Kernel = 4, Stride = 2, SamePadding = true, Dilation = 2, Activation = Activation.LeakyReLU, NegativeSlope = 0.2)]
                public partial Layer @class { get; }
                [Conv2d(6, Kernel = 3, SamePadding = true, Groups = 3, Activation = Activation.GELU)] public partial Layer Grouped { get; }
                [DepthwiseConv2d(Kernel = 3, SamePadding = true, Multiplier = 2, From = nameof(@class))] public partial Layer Deep { get; }
                [LayerNorm(Activation = Activation.Sigmoid)] public partial Layer Normed { get; }
                [Concatenate(nameof(Grouped), nameof(@class))] public partial Layer Joined { get; }
                [MaxPool2d(3, Stride = 2, Padding = 1)] public partial Layer Pooled { get; }
                [Block(Filters = 4, Stride = 2)] public partial Residual Block1 { get; }
                [Block(Filters = 5)] public partial Stage Stage1 { get; }
                [GlobalAvgPool2d] public partial Layer Mean { get; }
                [GlobalMaxPool2d(From = nameof(Stage1))] public partial Layer Most { get; }
                [Add(nameof(Mean))] public partial Layer Both { get; }
                [Flatten(From = Layer.Input)] public partial Layer Pixels { get; }
                [LayerNorm(Epsilon = 0.001)] public partial Layer PixelNorm { get; }
                [Dense(5, Bias = false)] public partial Layer PixelDense { get; }
                [Normalize(Mean = new double[] { 1, 2, 3, 4, 5 }, Deviation = [2])] public partial Layer Scaled { get; }
                [Add(nameof(Mean), nameof(Both))] public partial Layer Three { get; }
                [Concatenate(nameof(Most), Activation = Activation.Tanh)] public partial Layer Row { get; }
                [Dense(3, Activation = Activation.Softmax)] public partial Layer Output { get; }
            }

            /// <summary>A union, narrowed and with an exclusion.</summary>
            [LayerSelection<Branching>(LayerKind.Conv2d, Block = nameof(Branching.Stage1))]
            [LayerSelection<Branching>(nameof(Branching.Block1), nameof(Branching.Row))]
            [LayerSelection<Branching>(MaxNeurons = 5, Last = 2)]
            [LayerExclusion<Branching>(LayerKind.Conv2d, Block = "Stage1Second")]
            public readonly partial struct Chosen;

            /// <summary>A side branch alone.</summary>
            [LayerSelection<Branching>(nameof(Branching.PixelNorm))]
            public readonly partial struct Side;
        }
        """;

    public static string[] All => [Network, Selections, Tiny, Attack, Index, Graph];
}
