using System.Globalization;
using DkNN.Generators.Diagnostics;
using DkNN.Generators.Models;
using Microsoft.CodeAnalysis;

namespace DkNN.Generators.Parsing;

/// <summary>Reads a layer attribute and checks what does not depend on shapes. Defaults are those of the attributes.</summary>
/// <param name="attribute">The attribute.</param>
/// <param name="layer">Name of the layer.</param>
/// <param name="arguments">What the block around is used with; null where there is none.</param>
/// <param name="findings">Where mistakes go.</param>
internal sealed class LayerAttributeReader(AttributeData attribute, string layer, BlockArguments? arguments, Findings findings)
{
    /// <summary>The smallest float of full precision: to divide by less gives infinity.</summary>
    private const float LeastDeviation = 1.17549435E-38f;

    private bool _failed;

    /// <summary>The operation and its activation function, or null where a mistake was found.</summary>
    public (LayerOperation Operation, ActivationFunction Activation)? ReadLayer()
    {
        if (!IsReadable()) return null;
        var operation = ReadOperation();
        var activation = operation is LayerOperation.Activate
            ? Function(attribute.Argument(0), attribute.ArgumentLocation(0), required: true)
            : Function(attribute.Argument(nameof(Activation)), attribute.ArgumentLocation(nameof(Activation)), required: false);
        return operation is null || _failed ? null : (operation, activation);
    }

    /// <summary>What a block is used with, or null where a mistake was found.</summary>
    /// <param name="needsFilters">Whether the block's layers use their number.</param>
    public BlockArguments? ReadBlock(bool needsFilters)
    {
        if (!IsReadable()) return null;
        int filters = Integer("Filters", 1, 1), stride = Integer("Stride", 1, 1);
        if (needsFilters && !IsGiven("Filters"))
        {
            findings.Report(Descriptors.BlockFiltersMissing, attribute.Location(), layer);
            return null;
        }
        return _failed ? null : new BlockArguments(filters, stride);
    }

    /// <summary>Whether the compiler takes the attribute and the name that it reads from.</summary>
    private bool IsReadable()
    {
        bool isReadable = attribute.AttributeConstructor is not null && (!IsGiven("From") || attribute.Argument("From").Scalar() is string);
        if (!isReadable) findings.LeaveToCompiler();
        return isReadable;
    }

    private LayerOperation? ReadOperation()
    {
        switch (attribute.AttributeClass!.MetadataFullName())
        {
            case "DkNN.Conv2dAttribute":
                return Convolution(Integer(0, "filters", 1), Integer("Groups", 1, 1), depthwise: false);
            case "DkNN.DepthwiseConv2dAttribute":
                return Convolution(Integer("Multiplier", 1, 1), groups: 1, depthwise: true);
            case "DkNN.MaxPool2dAttribute":
                return Pool(maximum: true);
            case "DkNN.AvgPool2dAttribute":
                return Pool(maximum: false);
            case "DkNN.GlobalMaxPool2dAttribute":
                return new LayerOperation.GlobalPool2d(Maximum: true);
            case "DkNN.GlobalAvgPool2dAttribute":
                return new LayerOperation.GlobalPool2d(Maximum: false);
            case "DkNN.BatchNormAttribute":
                return new LayerOperation.BatchNorm(
                    Epsilon(), Number("Momentum", 0.1, value => value is > 0 and <= 1, "greater than 0 and at most 1"));
            case "DkNN.LayerNormAttribute":
                return new LayerOperation.LayerNorm(Epsilon());
            case "DkNN.NormalizeAttribute":
                return new LayerOperation.Normalize(
                    Numbers("Mean", IsFinite, "a finite number"),
                    Numbers("Deviation", value => (float)value >= LeastDeviation && IsFinite(value), "a finite number greater than 0"));
            case "DkNN.DropoutAttribute":
                var (rate, location) = (attribute.Argument(0), attribute.ArgumentLocation(0));
                return new LayerOperation.Dropout(
                    Number(rate, location, "rate", value => value is >= 0 and < 1, "at least 0 and less than 1"));
            case "DkNN.FlattenAttribute":
                return new LayerOperation.Flatten();
            case "DkNN.DenseAttribute":
                return new LayerOperation.Dense(Integer(0, "neurons", 1), Boolean("Bias", fallback: true));
            case "DkNN.ActivateAttribute":
                return new LayerOperation.Activate();
            case "DkNN.AddAttribute":
                return Combine(new LayerOperation.Add());
            case "DkNN.ConcatenateAttribute":
                return Combine(new LayerOperation.Concatenate());
            default:
                findings.Report(Descriptors.UnknownLayerAttribute, attribute.Location(), attribute.AttributeClass!.Name);
                return null;
        }
    }

    private LayerOperation.Conv2d Convolution(int filters, int groups, bool depthwise)
    {
        int kernel = Integer("Kernel", null, 1), stride = Integer("Stride", 1, 1), padding = Integer("Padding", 0, 0);
        bool same = Boolean("SamePadding", fallback: false);
        if (same && IsGiven("Padding"))
        {
            findings.Report(Descriptors.TwoPaddings, attribute.ArgumentLocation("Padding"), layer);
            _failed = true;
        }
        int dilation = Integer("Dilation", 1, 1);
        bool bias = Boolean("Bias", fallback: true);
        return new LayerOperation.Conv2d(filters, kernel, stride, same ? null : padding, dilation, groups, bias, depthwise);
    }

    private LayerOperation.Pool2d Pool(bool maximum)
    {
        int size = Integer(0, "size", 1), stride = Integer("Stride", 0, 0), padding = Integer("Padding", 0, 0);
        if (padding > size / 2 && !_failed)
        {
            string limit = (size / 2).ToString(CultureInfo.InvariantCulture);
            Refuse(attribute.ArgumentLocation("Padding"), "Padding", $"{padding}", $"at most half the size, {limit}");
        }
        return new LayerOperation.Pool2d(maximum, size, stride == 0 ? size : stride, padding);
    }

    private LayerOperation? Combine(LayerOperation operation)
    {
        var others = attribute.Argument(0);
        bool isReadable = others.Kind is TypedConstantKind.Array && (others.IsNull || others.Values.All(name => name.Scalar() is string));
        return isReadable ? operation : Unreadable<LayerOperation?>(null);
    }

    private double Epsilon() =>
        Number("Epsilon", 1e-5, value => value > 0 && !double.IsInfinity(value), "a finite number greater than 0");

    private bool Boolean(string name, bool fallback) =>
        !IsGiven(name) ? fallback : attribute.Argument(name).Scalar() is bool value ? value : Unreadable(fallback);

    private int Integer(int position, string name, int minimum) =>
        Integer(attribute.Argument(position), attribute.ArgumentLocation(position), name, minimum);

    private int Integer(string name, int? fallback, int minimum) =>
        IsGiven(name) || fallback is null
            ? Integer(attribute.Argument(name), attribute.ArgumentLocation(name), name, minimum)
            : fallback.Value;

    private int Integer(TypedConstant constant, Location? location, string name, int minimum)
    {
        if (constant.Scalar() is not int value) return Unreadable(minimum);
        if (value is BlockArguments.FiltersMark or BlockArguments.StrideMark)
        {
            if (arguments is not null) return value == BlockArguments.FiltersMark ? arguments.Filters : arguments.Stride;
            findings.Report(Descriptors.BlockParameterOutsideBlock, location, name, layer);
            _failed = true;
        }
        else if (value < minimum)
        {
            Refuse(location, name, value.ToString(CultureInfo.InvariantCulture), $"at least {minimum}");
        }
        return value;
    }

    private double Number(string name, double fallback, Func<double, bool> allowed, string wanted) =>
        IsGiven(name) ? Number(attribute.Argument(name), attribute.ArgumentLocation(name), name, allowed, wanted) : fallback;

    private double Number(TypedConstant constant, Location? location, string name, Func<double, bool> allowed, string wanted)
    {
        if (constant.Scalar() is not double value) return Unreadable(0.0);
        if (!allowed(value)) Refuse(location, name, value.ToString("R", CultureInfo.InvariantCulture), wanted);
        return value;
    }

    /// <summary>The numbers of an array; none where it is not given, for how many there must be is known with the layer's input.</summary>
    private EquatableArray<double> Numbers(string name, Func<double, bool> allowed, string wanted)
    {
        var array = attribute.Argument(name);
        if (array.IsNull) return default;
        if (array.Kind is not TypedConstantKind.Array) return Unreadable<EquatableArray<double>>(default);
        return array.Values
            .Select((value, index) => Number(value, attribute.ElementLocation(name, index), name, allowed, wanted))
            .ToEquatableArray();
    }

    /// <summary>Whether a number is one in single precision too, which networks compute in.</summary>
    private static bool IsFinite(double value) => !float.IsNaN((float)value) && !float.IsInfinity((float)value);

    private ActivationFunction Function(TypedConstant constant, Location? location, bool required)
    {
        if (constant.IsNull) return required ? Unreadable(ActivationFunction.None) : WithSlope(Activation.None);
        bool isKnown = Enum.TryParse(constant.MemberName(), out Activation function);
        if (isKnown && !(required && function is Activation.None)) return WithSlope(function);
        string[] names = Enum.GetNames(typeof(Activation));
        Refuse(
            location,
            "activation",
            constant.MemberName() ?? $"{constant.Scalar()}",
            "one of " + string.Join(", ", names.Where(name => !required || name != nameof(Activation.None))));
        return ActivationFunction.None;
    }

    private ActivationFunction WithSlope(Activation function)
    {
        const string Slope = "NegativeSlope";
        double slope = Number(Slope, 0.01, value => !double.IsNaN(value) && !double.IsInfinity(value), "a finite number");
        if (function is Activation.LeakyReLU) return new ActivationFunction(function, slope);
        if (IsGiven(Slope)) findings.Report(Descriptors.SlopeWithoutLeakyReLU, attribute.ArgumentLocation(Slope), layer, function);
        return new ActivationFunction(function);
    }

    private bool IsGiven(string name) => attribute.NamedArguments.Any(argument => argument.Key == name);

    private void Refuse(Location? location, string name, string value, string wanted)
    {
        findings.Report(Descriptors.LayerParameterOutOfRange, location, name, layer, value, wanted);
        _failed = true;
    }

    private T Unreadable<T>(T instead)
    {
        findings.LeaveToCompiler();
        _failed = true;
        return instead;
    }
}
