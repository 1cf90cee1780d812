using System.Globalization;

namespace DkNN.Generators.Models;

/// <summary>What a layer computes before its activation function.</summary>
internal abstract record LayerOperation
{
    private LayerOperation()
    {
    }

    /// <summary>Name of the member of DkNN.LayerKind.</summary>
    public abstract string Kind { get; }

    /// <summary>Every parameter in fixed order, invariant culture: a part of the architecture's fingerprint.</summary>
    public abstract string Parameters { get; }

    internal sealed record Conv2d(int Filters, int Kernel, int Stride, int Padding) : LayerOperation
    {
        public override string Kind => "Conv2d";

        public override string Parameters => Text($"filters={Filters} kernel={Kernel} stride={Stride} padding={Padding}");
    }

    /// <summary>The largest value or the mean of each window.</summary>
    internal sealed record Pool2d(bool Maximum, int Size, int Stride) : LayerOperation
    {
        public override string Kind => Maximum ? "MaxPool2d" : "AvgPool2d";

        public override string Parameters => Text($"size={Size} stride={Stride}");
    }

    internal sealed record BatchNorm(double Epsilon, double Momentum) : LayerOperation
    {
        public override string Kind => "BatchNorm";

        public override string Parameters => Text($"epsilon={Epsilon:R} momentum={Momentum:R}");
    }

    internal sealed record Dropout(double Rate) : LayerOperation
    {
        public override string Kind => "Dropout";

        public override string Parameters => Text($"rate={Rate:R}");
    }

    internal sealed record Flatten : LayerOperation
    {
        public override string Kind => "Flatten";

        public override string Parameters => "";
    }

    internal sealed record Dense(int Neurons) : LayerOperation
    {
        public override string Kind => "Dense";

        public override string Parameters => Text($"neurons={Neurons}");
    }

    /// <summary>Nothing but the activation function.</summary>
    internal sealed record Activate : LayerOperation
    {
        public override string Kind => "Activation";

        public override string Parameters => "";
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
