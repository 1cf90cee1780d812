using System.Globalization;
using System.Text;

namespace DkNN.Generators.Tests;

/// <summary>
/// A well-formed architecture drawn at random: branches, sums, blocks and every kind of layer. The shapes kept here only steer the
/// drawing towards layers that fit; the tests ask the generator and Torch.
/// </summary>
internal sealed class RandomArchitecture
{
    private static readonly string[] Functions = ["None", "ReLU", "LeakyReLU", "GELU", "Sigmoid", "Tanh"];

    private readonly Random _random;
    private readonly List<Drawn> _layers = [];
    private bool _usesBlock;

    public RandomArchitecture(int number)
    {
        _random = new Random(number);
        Name = $"Net{number}";
        Input = new Shape(_random.Next(1, 4), _random.Next(6, 15), _random.Next(6, 15), IsRow: false);
        Classes = _random.Next(2, 6);
        int count = _random.Next(1, 9);
        while (_layers.Count < count) Draw();
        // A branch that nothing reads would be a mistake: all ends meet in the last layer.
        string[] read = [.. _layers.SelectMany(layer => layer.Inputs)];
        string[] ends = [.. Readable.Where(name => name != "<input>" && !read.Contains(name))];
        if (ends.Length > 1)
        {
            foreach (string end in ends) Add($"{end}Row", $"Flatten(From = nameof({end}))", [end], Shape.Row(ShapeOf(end).Size));
            string[] rows = [.. ends.Select(end => $"{end}Row")];
            var sizes = rows.Sum(row => ShapeOf(row).Size);
            Add("Joined", $"Concatenate({string.Join(", ", rows[..^1].Select(row => $"nameof({row})"))})", [rows[^1], .. rows[..^1]], Shape.Row(sizes));
        }
        Add("Output", $"Dense({Classes}, Activation = Activation.Softmax)", [_layers[^1].Name], Shape.Row(Classes));
    }

    public string Name { get; }

    public Shape Input { get; }

    public int Classes { get; }

    public IReadOnlyList<Drawn> Layers => _layers;

    /// <summary>The source, in a namespace of its own.</summary>
    public string Source
    {
        get
        {
            var text = new StringBuilder(Workbench.Usings).Append(CultureInfo.InvariantCulture, $"namespace {Name}Space;\n");
            if (_usesBlock)
            {
                text.Append("""
                    [LayerBlock] public sealed partial class Around
                    {
                        [Conv2d(BlockParameter.Filters, Kernel = 3, Stride = BlockParameter.Stride, SamePadding = true)] public partial Layer Conv { get; }
                        [BatchNorm(Activation = Activation.ReLU)] public partial Layer Norm { get; }
                        [Conv2d(BlockParameter.Filters, Kernel = 1, Stride = BlockParameter.Stride, From = Layer.Input)] public partial Layer Way { get; }
                        [Add(nameof(Norm))] public partial Layer Sum { get; }
                    }

                    """);
            }
            text.Append(CultureInfo.InvariantCulture, $"[Architecture(\"net\", Input = \"{Input}\", Classes = {Classes})]\npublic sealed partial class {Name}\n{{\n");
            foreach (var layer in _layers.Where(layer => layer.Declared))
            {
                text.Append(CultureInfo.InvariantCulture, $"    [{layer.Attribute}] public partial {layer.Type} {layer.Name} {{ get; }}\n");
            }
            return text.Append("}\n").ToString();
        }
    }

    /// <summary>What a layer can name: not the layers within a block.</summary>
    private IEnumerable<string> Readable => _layers.Where(layer => layer.Declared).Select(layer => layer.Name).Append("<input>");

    /// <summary>Adds one layer, or a block of four, if what was drawn fits.</summary>
    private void Draw()
    {
        bool isBranch = _layers.Count > 0 && _random.Next(4) == 0;
        string previous = _layers.Count > 0 ? _layers[^1].Name : "<input>";
        string source = isBranch ? Pick([.. Readable]) : previous;
        var input = ShapeOf(source);
        string from = source == previous ? "" : $"From = {Reference(source)}";
        string name = $"L{_layers.Count}";
        switch (_random.Next(input.IsRow ? 6 : 13))
        {
            case 0:
                int neurons = _random.Next(1, 9);
                Add(name, With($"Dense({neurons}", Bias(), Function(), from), [source], Shape.Row(neurons));
                break;
            case 1:
                Add(name, With("BatchNorm(", Function(), from), [source], input);
                break;
            case 2:
                Add(name, With("LayerNorm(", Function(), from), [source], input);
                break;
            case 3:
                Add(name, With($"Activate(Activation.{Pick(Functions[1..])}", from), [source], input);
                break;
            case 4:
                Combine(name, source, from, input);
                break;
            case 5:
                Add(name, With(Pick("Dropout(0.5", "Normalize(Mean = [0.5], Deviation = [2]"), from), [source], input);
                break;
            case 6 or 7 or 8:
                Convolve(name, source, from, input);
                break;
            case 9:
                Pool(name, source, from, input);
                break;
            case 10:
                Add(name, With($"Global{Pick("Avg", "Max")}Pool2d(", from), [source], Shape.Row(input.Channels));
                break;
            case 11:
                Add(name, With("Flatten(", from), [source], Shape.Row(input.Size));
                break;
            default:
                Block(name, source, from, input);
                break;
        }
    }

    private void Convolve(string name, string source, string from, Shape input)
    {
        int kernel = _random.Next(1, 5), stride = _random.Next(1, 4), dilation = _random.Next(1, 3), padding = _random.Next(0, 3);
        bool same = _random.Next(2) == 0, depthwise = _random.Next(3) == 0;
        int span = (dilation * (kernel - 1)) + 1;
        if (!same && (input.Height + (2 * padding) < span || input.Width + (2 * padding) < span)) return;
        int Steps(int length) => same ? (length + stride - 1) / stride : ((length + (2 * padding) - span) / stride) + 1;
        int groups = _random.Next(2) == 0 && input.Channels % 2 == 0 ? 2 : 1;
        int filters = depthwise ? input.Channels * _random.Next(1, 3) : groups * _random.Next(1, 4);
        string head = depthwise
            ? $"DepthwiseConv2d(Kernel = {kernel}, Multiplier = {filters / input.Channels}"
            : $"Conv2d({filters}, Kernel = {kernel}, Groups = {groups}";
        string pad = same ? "SamePadding = true" : $"Padding = {padding}";
        Add(
            name,
            With(head, $"Stride = {stride}", $"Dilation = {dilation}", pad, Bias(), Function(), from),
            [source],
            new Shape(filters, Steps(input.Height), Steps(input.Width), IsRow: false));
    }

    private void Pool(string name, string source, string from, Shape input)
    {
        int size = _random.Next(1, 4), stride = _random.Next(1, 4), padding = _random.Next(0, (size / 2) + 1);
        if (input.Height + (2 * padding) < size || input.Width + (2 * padding) < size) return;
        int Steps(int length) => ((length + (2 * padding) - size) / stride) + 1;
        Add(
            name,
            With($"{Pick("Max", "Avg")}Pool2d({size}", $"Stride = {stride}", $"Padding = {padding}", from),
            [source],
            input with { Height = Steps(input.Height), Width = Steps(input.Width) });
    }

    private void Combine(string name, string source, string from, Shape input)
    {
        bool adds = _random.Next(2) == 0;
        string[] others =
        [
            .. Readable
                .Where(other => other != source && (adds ? ShapeOf(other) == input : Fits(ShapeOf(other), input)))
                .Take(_random.Next(1, 4)),
        ];
        if (others.Length == 0) return;
        var output = adds ? input : input with { Channels = input.Channels + others.Sum(other => ShapeOf(other).Channels) };
        string head = $"{(adds ? "Add" : "Concatenate")}({string.Join(", ", others.Select(Reference))}";
        Add(name, With(head, Function(), from), [source, .. others], output);
    }

    private void Block(string name, string source, string from, Shape input)
    {
        int filters = _random.Next(1, 5), stride = _random.Next(1, 3);
        _usesBlock = true;
        var output = new Shape(filters, (input.Height + stride - 1) / stride, (input.Width + stride - 1) / stride, IsRow: false);
        _layers.Add(new Drawn($"{name}Conv", [source], output, Declared: false));
        _layers.Add(new Drawn($"{name}Norm", [$"{name}Conv"], output, Declared: false));
        _layers.Add(new Drawn($"{name}Way", [source], output, Declared: false));
        _layers.Add(new Drawn($"{name}Sum", [$"{name}Way", $"{name}Norm"], output, Declared: false));
        string attribute = With($"Block(Filters = {filters}", $"Stride = {stride}", from);
        // Others read the block by its own name, which stands for its last layer.
        _layers.Add(new Drawn(name, [$"{name}Sum"], output, Declared: true) { Attribute = attribute, Type = "Around" });
    }

    private void Add(string name, string attribute, string[] inputs, Shape output) =>
        _layers.Add(new Drawn(name, inputs, output, Declared: true) { Attribute = attribute });

    private static bool Fits(Shape one, Shape other) =>
        one.IsRow == other.IsRow && one.Height == other.Height && one.Width == other.Width;

    private Shape ShapeOf(string name) => name == "<input>" ? Input : _layers.Find(layer => layer.Name == name)!.Output;

    private static string Reference(string name) => name == "<input>" ? "Layer.Input" : $"nameof({name})";

    private string Bias() => _random.Next(2) == 0 ? "" : "Bias = false";

    private string Function() => Pick(Functions) switch
    {
        "None" => "",
        "LeakyReLU" => "Activation = Activation.LeakyReLU, NegativeSlope = 0.3",
        var function => $"Activation = Activation.{function}",
    };

    private string Pick(params string[] items) => items[_random.Next(items.Length)];

    /// <summary>An attribute with those arguments that there are.</summary>
    private static string With(string head, params string[] arguments)
    {
        string rest = string.Join(", ", arguments.Where(argument => argument.Length > 0));
        return rest.Length == 0 ? $"{head})" : head[^1] == '(' ? $"{head}{rest})" : $"{head}, {rest})";
    }

    /// <summary>Channels, height and width of an output; n×1×1 for a row of n.</summary>
    internal sealed record Shape(int Channels, int Height, int Width, bool IsRow)
    {
        public int Size => Channels * Height * Width;

        public static Shape Row(int neurons) => new(neurons, 1, 1, IsRow: true);

        public override string ToString() => $"{Channels}x{Height}x{Width}";
    }

    /// <summary>A layer, or a block that stands for its last one.</summary>
    internal sealed record Drawn(string Name, string[] Inputs, Shape Output, bool Declared)
    {
        public string Attribute { get; init; } = "";

        public string Type { get; init; } = "Layer";

        public bool IsBlock => Type != "Layer";
    }
}
