using System.Globalization;
using DkNN.Generators.Diagnostics;
using DkNN.Generators.Models;
using Microsoft.CodeAnalysis;

namespace DkNN.Generators.Parsing;

/// <summary>Reads a layer attribute and checks what does not depend on shapes. Defaults are those of the attributes.</summary>
internal sealed class LayerAttributeReader(AttributeData attribute, string layer, Findings findings)
{
    private bool _failed;

    /// <summary>The operation and its activation function, or null where a mistake was found.</summary>
    public (LayerOperation Operation, Activation Activation)? Read()
    {
        if (attribute.AttributeConstructor is null)
        {
            findings.LeaveToCompiler();
            return null;
        }
        var operation = ReadOperation();
        var activation = operation is LayerOperation.Activate
            ? Function(attribute.Argument(0), attribute.ArgumentLocation(0), required: true)
            : Function(attribute.Argument(nameof(Activation)), attribute.ArgumentLocation(nameof(Activation)), required: false);
        return operation is null || _failed ? null : (operation, activation);
    }

    private LayerOperation? ReadOperation()
    {
        switch (attribute.AttributeClass!.MetadataFullName())
        {
            case "DkNN.Conv2dAttribute":
                return new LayerOperation.Conv2d(
                    Integer(0, "filters", 1), Integer("Kernel", null, 1), Integer("Stride", 1, 1), Integer("Padding", 0, 0));
            case "DkNN.MaxPool2dAttribute":
                return Pool(maximum: true);
            case "DkNN.AvgPool2dAttribute":
                return Pool(maximum: false);
            case "DkNN.BatchNormAttribute":
                return new LayerOperation.BatchNorm(
                    Number("Epsilon", 1e-5, value => value > 0 && !double.IsInfinity(value), "a finite number greater than 0"),
                    Number("Momentum", 0.1, value => value is > 0 and <= 1, "greater than 0 and at most 1"));
            case "DkNN.DropoutAttribute":
                var (rate, location) = (attribute.Argument(0), attribute.ArgumentLocation(0));
                return new LayerOperation.Dropout(
                    Number(rate, location, "rate", value => value is >= 0 and < 1, "at least 0 and less than 1"));
            case "DkNN.FlattenAttribute":
                return new LayerOperation.Flatten();
            case "DkNN.DenseAttribute":
                return new LayerOperation.Dense(Integer(0, "neurons", 1));
            case "DkNN.ActivateAttribute":
                return new LayerOperation.Activate();
            default:
                findings.Report(Descriptors.UnknownLayerAttribute, attribute.Location(), attribute.AttributeClass!.Name);
                return null;
        }
    }

    private LayerOperation.Pool2d Pool(bool maximum)
    {
        int size = Integer(0, "size", 1);
        int stride = Integer("Stride", 0, 0);
        return new LayerOperation.Pool2d(maximum, size, stride == 0 ? size : stride);
    }

    private int Integer(int position, string name, int minimum) =>
        Integer(attribute.Argument(position), attribute.ArgumentLocation(position), name, minimum);

    private int Integer(string name, int? fallback, int minimum) =>
        IsGiven(name) || fallback is null
            ? Integer(attribute.Argument(name), attribute.ArgumentLocation(name), name, minimum)
            : fallback.Value;

    private int Integer(TypedConstant constant, Location? location, string name, int minimum)
    {
        if (constant.Scalar() is not int value) return Unreadable(minimum);
        if (value < minimum) Refuse(location, name, value.ToString(CultureInfo.InvariantCulture), $"at least {minimum}");
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

    private Activation Function(TypedConstant constant, Location? location, bool required)
    {
        if (constant.IsNull) return required ? Unreadable(Activation.None) : Activation.None;
        bool isKnown = Enum.TryParse(constant.MemberName(), out Activation function);
        if (!isKnown || (required && function is Activation.None))
        {
            Refuse(
                location,
                "activation",
                constant.MemberName() ?? $"{constant.Scalar()}",
                required ? "ReLU or Softmax" : "None, ReLU or Softmax");
        }
        return function;
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
