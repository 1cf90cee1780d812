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

    /// <summary>
    /// Every parameter in fixed order, invariant culture: a part of the architecture's fingerprint. Those that came later are written
    /// only where they are not the default, so that older fingerprints stay.
    /// </summary>
    public abstract string Parameters { get; }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string Unless(bool isDefault, FormattableString text) => isDefault ? "" : Text(text);

    /// <param name="Filters">Channels of the output, or for each of the input where <paramref name="Depthwise"/>.</param>
    /// <param name="Kernel">Height and width.</param>
    /// <param name="Stride">Step.</param>
    /// <param name="Padding">Zeros on each side; null for as many as keep ceil(input / stride).</param>
    /// <param name="Dilation">Distance between taps.</param>
    /// <param name="Groups">Groups; not read where <paramref name="Depthwise"/>.</param>
    /// <param name="Bias">Whether it has one.</param>
    /// <param name="Depthwise">Whether each channel is a group.</param>
    internal sealed record Conv2d(int Filters, int Kernel, int Stride, int? Padding, int Dilation, int Groups, bool Bias, bool Depthwise)
        : LayerOperation
    {
        public override string Kind => "Conv2d";

        public override string Parameters =>
            (Depthwise ? Text($"multiplier={Filters}") : Text($"filters={Filters}"))
            + Text($" kernel={Kernel} stride={Stride} padding=")
            + (Padding is { } padding ? Text($"{padding}") : "same")
            + Unless(Dilation == 1, $" dilation={Dilation}")
            + Unless(Groups == 1, $" groups={Groups}")
            + Unless(Bias, $" bias=false");

        /// <summary>Height and width of what the kernel spans.</summary>
        public long Span => ((long)Dilation * (Kernel - 1)) + 1;

        public long FiltersOn(Shape input) => Depthwise ? (long)Filters * input.Channels : Filters;

        public int GroupsOn(Shape input) => Depthwise ? input.Channels : Groups;

        /// <summary>Zeros before and after, on an axis of a length.</summary>
        public (long Before, long After) PaddingOf(long length)
        {
            if (Padding is { } padding) return (padding, padding);
            long total = Math.Max(0, ((((length + Stride - 1) / Stride) - 1) * Stride) + Span - length);
            return (total / 2, total - (total / 2));
        }
    }

    /// <summary>The largest value or the mean of each window.</summary>
    internal sealed record Pool2d(bool Maximum, int Size, int Stride, int Padding) : LayerOperation
    {
        public override string Kind => Maximum ? "MaxPool2d" : "AvgPool2d";

        public override string Parameters => Text($"size={Size} stride={Stride}") + Unless(Padding == 0, $" padding={Padding}");
    }

    /// <summary>The largest value or the mean of each channel.</summary>
    internal sealed record GlobalPool2d(bool Maximum) : LayerOperation
    {
        public override string Kind => Maximum ? "GlobalMaxPool2d" : "GlobalAvgPool2d";

        public override string Parameters => "";
    }

    internal sealed record BatchNorm(double Epsilon, double Momentum) : LayerOperation
    {
        public override string Kind => "BatchNorm";

        public override string Parameters => Text($"epsilon={Epsilon:R} momentum={Momentum:R}");
    }

    internal sealed record LayerNorm(double Epsilon) : LayerOperation
    {
        public override string Kind => "LayerNorm";

        public override string Parameters => Text($"epsilon={Epsilon:R}");
    }

    /// <param name="Mean">A number for each channel, or one for all.</param>
    /// <param name="Deviation">Likewise.</param>
    internal sealed record Normalize(EquatableArray<double> Mean, EquatableArray<double> Deviation) : LayerOperation
    {
        public override string Kind => "Normalize";

        public override string Parameters => $"mean={Numbers(Mean)} deviation={Numbers(Deviation)}";

        private static string Numbers(EquatableArray<double> values) => string.Join(",", values.Select(value => Text($"{value:R}")));
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

    internal sealed record Dense(int Neurons, bool Bias) : LayerOperation
    {
        public override string Kind => "Dense";

        public override string Parameters => Text($"neurons={Neurons}") + Unless(Bias, $" bias=false");
    }

    /// <summary>Nothing but the activation function.</summary>
    internal sealed record Activate : LayerOperation
    {
        public override string Kind => "Activation";

        public override string Parameters => "";
    }

    internal sealed record Add : LayerOperation
    {
        public override string Kind => "Add";

        public override string Parameters => "";
    }

    /// <summary>Channels of images, or neurons of rows, one after another.</summary>
    internal sealed record Concatenate : LayerOperation
    {
        public override string Kind => "Concatenate";

        public override string Parameters => "";
    }
}
