using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace DkNN.Generators.Diagnostics;

/// <summary>Every mistake that is reported. The numbers never change; docs/diagnostics has a page for each.</summary>
internal static class Descriptors
{
    /// <summary>Where an editor finds the page of a diagnostic.</summary>
    private const string Pages = "https://github.com/dknn-plugins/DkNN.Plugins/blob/main/docs/diagnostics/";

    private const string Architecture = "DkNN.Architecture";
    private const string Block = "DkNN.Block";
    private const string LayerSelection = "DkNN.LayerSelection";
    private const string Plugin = "DkNN.Plugin";
    private const string Options = "DkNN.Options";

    public static readonly DiagnosticDescriptor NotSealedPartialClass = Error(
        "DKNN001", Architecture, "An architecture is a sealed partial class",
        "'{0}' must be declared 'sealed partial class', so that the generator can make it a network");

    public static readonly DiagnosticDescriptor BaseClass = Error(
        "DKNN002", Architecture, "An architecture has no base class",
        "'{0}' derives from '{1}', but the generator makes it derive from DkNN.Torch.Network; remove the base class");

    public static readonly DiagnosticDescriptor MalformedInput = Error(
        "DKNN003", Architecture, "The input shape is malformed",
        "Input '{0}' is no image shape; write channels x height x width, each at least 1, for example \"1x28x28\"");

    public static readonly DiagnosticDescriptor TooFewClasses = Error(
        "DKNN004", Architecture, "There are fewer than two classes",
        "Classes is {0}; a classifier needs at least 2");

    public static readonly DiagnosticDescriptor NoLayers = Error(
        "DKNN005", Architecture, "The architecture has no layers",
        "'{0}' declares no layer; add properties such as '[Dense(10)] public partial Layer Output { get; }'");

    public static readonly DiagnosticDescriptor NotLayerProperty = Error(
        "DKNN006", Architecture, "A layer is a public partial property of type Layer",
        "'{0}' must be declared 'public partial Layer {0} { get; }'");

    public static readonly DiagnosticDescriptor NoLayerAttribute = Error(
        "DKNN007", Architecture, "The layer has no attribute",
        "'{0}' has no layer attribute; say what it computes, for example [Dense(10)]");

    public static readonly DiagnosticDescriptor SeveralLayerAttributes = Error(
        "DKNN008", Architecture, "The layer has several attributes",
        "'{0}' has {1} layer attributes; keep one");

    public static readonly DiagnosticDescriptor UnknownLayerAttribute = Error(
        "DKNN009", Architecture, "The layer attribute is unknown",
        "The generator has no layer for '{0}'; use one of DkNN's own layer attributes");

    public static readonly DiagnosticDescriptor ReservedLayerName = Error(
        "DKNN010", Architecture, "The layer's name is taken",
        "'{0}' is the name of a generated or inherited member; give the layer another name");

    public static readonly DiagnosticDescriptor LayersInSeveralParts = Error(
        "DKNN011", Architecture, "The layers stand in several parts of the class",
        "'{0}' stands in another part of the class than '{1}', so that their order is not settled; declare all layers in one part");

    public static readonly DiagnosticDescriptor LayerParameterOutOfRange = Error(
        "DKNN012", Architecture, "A layer's parameter is out of range",
        "{0} of layer '{1}' is {2}, but must be {3}");

    public static readonly DiagnosticDescriptor WindowLargerThanInput = Error(
        "DKNN013", Architecture, "The window is larger than its input",
        "Layer '{0}' has a window of {1}x{1}, but its input with padding is only {2}x{3}");

    public static readonly DiagnosticDescriptor ImageLayerAfterRow = Error(
        "DKNN014", Architecture, "An image layer follows a row of neurons",
        "Layer '{0}' works on images, but its input is a row of {1} neurons; move it before the first Flatten or Dense");

    public static readonly DiagnosticDescriptor SoftmaxOnImage = Error(
        "DKNN015", Architecture, "Softmax stands on an image",
        "Softmax of layer '{0}' works over the neurons of a row, but its output is an image of {1}; flatten first");

    public static readonly DiagnosticDescriptor LayerTooLarge = Error(
        "DKNN016", Architecture, "The layer is too large",
        "Layer '{0}' has {1} neurons or weights, more than 2147483647");

    public static readonly DiagnosticDescriptor OutputIsNotClasses = Error(
        "DKNN017", Architecture, "The last layer's neurons are not the classes",
        "The last layer, '{0}', has {1} neurons, but the architecture has {2} classes");

    public static readonly DiagnosticDescriptor NotReadonlyPartialStruct = Error(
        "DKNN020", LayerSelection, "A layer selection is a readonly partial struct",
        "'{0}' must be declared 'readonly partial struct', so that the generator can fill it");

    public static readonly DiagnosticDescriptor NotArchitecture = Error(
        "DKNN021", LayerSelection, "The selection's type is no architecture",
        "'{0}' has no [Architecture]; select the layers of a class that has one");

    public static readonly DiagnosticDescriptor UnknownLayer = Error(
        "DKNN022", LayerSelection, "The architecture has no such layer",
        "'{0}' has no layer '{1}'. {2}");

    public static readonly DiagnosticDescriptor AbsentLayerKind = Error(
        "DKNN023", LayerSelection, "The architecture has no layer of that kind",
        "'{0}' has no layer of kind {1}; it has {2}");

    public static readonly DiagnosticDescriptor SelectedTwice = Error(
        "DKNN024", LayerSelection, "The selection repeats itself",
        "'{0}' is selected twice; keep one");

    public static readonly DiagnosticDescriptor EmptySelection = Error(
        "DKNN025", LayerSelection, "The selection is empty",
        "'{0}' selects no layer; name at least one, or write no argument for every layer");

    public static readonly DiagnosticDescriptor SelectionNameTaken = Error(
        "DKNN026", LayerSelection, "The selection's name is taken",
        "'{0}' already has a selection '{1}' (names are compared without case); rename this one", WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor SelectionNamedAsLayer = Error(
        "DKNN027", LayerSelection, "The selection has the name of a layer it selects",
        "'{0}' selects a layer of its own name, which C# does not allow as a property; rename the struct");

    public static readonly DiagnosticDescriptor SelectionMoreAccessible = Error(
        "DKNN028", LayerSelection, "The selection is more accessible than its architecture",
        "'{0}' is public, but its architecture '{1}' is not; make both public or the selection internal");

    public static readonly DiagnosticDescriptor MalformedPluginName = Error(
        "DKNN030", Plugin, "The plugin's name is malformed",
        "'{0}' is no plugin name; write lower-case words joined by '-', for example \"random-projection\"");

    public static readonly DiagnosticDescriptor PluginNameTaken = Error(
        "DKNN031", Plugin, "Two plugins have one name",
        "'{0}' is already the name of {1} '{2}'; names are unique among the plugins of a kind", WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor NotInstantiable = Error(
        "DKNN032", Plugin, "The plugin class cannot be created",
        "'{0}' is abstract or static; a plugin is a class that the host can create");

    public static readonly DiagnosticDescriptor NoParameterlessConstructor = Error(
        "DKNN033", Plugin, "The plugin class has no parameterless constructor",
        "'{0}' has no public or internal constructor without parameters, which the host creates it by");

    public static readonly DiagnosticDescriptor NoContract = Error(
        "DKNN034", Plugin, "The plugin class implements no contract",
        "'{0}' implements none of {1}");

    public static readonly DiagnosticDescriptor SeveralContracts = Error(
        "DKNN035", Plugin, "The plugin class implements several contracts",
        "'{0}' implements {1} contracts ({2}); keep one, so that its options are settled");

    public static readonly DiagnosticDescriptor MissingTorchReference = Error(
        "DKNN036", Plugin, "DkNN.Torch is not referenced",
        "'{0}' needs a reference to DkNN.Torch, where the contracts of architectures and attacks stand");

    public static readonly DiagnosticDescriptor Generic = Error(
        "DKNN037", Plugin, "The declaration is generic",
        "'{0}' is generic or stands in a generic type; attacks, indexes and blocks cannot be");

    public static readonly DiagnosticDescriptor Inaccessible = Error(
        "DKNN038", Plugin, "The declaration cannot be reached",
        "'{0}' must be public or internal all the way out, so that generated code reaches it");

    public static readonly DiagnosticDescriptor ContainerNotPartial = Error(
        "DKNN039", Plugin, "The containing type is not partial",
        "'{0}' contains a type that the generator adds to; declare it partial");

    public static readonly DiagnosticDescriptor OptionNotBindable = Error(
        "DKNN040", Options, "The option's type cannot be bound",
        "'{0}' is of type '{1}'; an option is an int, long, float, double, bool, string or enum, not nullable");

    public static readonly DiagnosticDescriptor OptionNameTaken = Error(
        "DKNN041", Options, "Two options have one name",
        "'{0}' and '{1}' are one option, for names are compared without case; rename one");

    public static readonly DiagnosticDescriptor MalformedRange = Error(
        "DKNN042", Options, "The option's range cannot be used",
        "The range of '{0}' {1}");

    public static readonly DiagnosticDescriptor OptionsNotCreatable = Error(
        "DKNN043", Options, "The options type cannot be created",
        "'{0}' must be a class with a public or internal constructor without parameters, itself public or internal and not generic");

    public static readonly DiagnosticDescriptor NotOffered = Information(
        "DKNN044", Plugin, "A generic declaration is not offered",
        "'{0}' is generic or stands in a generic type: it is generated, but no host can offer it, for there is no single type to create");

    public static readonly DiagnosticDescriptor LayersOutside = Error(
        "DKNN045", Architecture, "The layers stand in no architecture",
        "'{0}' declares layers, but is no architecture and no block; add [Architecture(\"name\", Input = \"1x28x28\", Classes = 10)] or [LayerBlock]");

    public static readonly DiagnosticDescriptor LayerNameRepeated = Error(
        "DKNN018", Architecture, "Two layers have one name",
        "'{0}' is the name of another layer too, of a block perhaps; rename one");

    public static readonly DiagnosticDescriptor UnreadLayer = Error(
        "DKNN019", Architecture, "Nothing reads the layer",
        "Nothing reads the output of '{0}', so it would compute and learn for nothing; name it in From or [Add], or remove it");

    public static readonly DiagnosticDescriptor NothingMatches = Error(
        "DKNN029", LayerSelection, "No layer matches",
        "No layer of '{0}' {1}");

    public static readonly DiagnosticDescriptor UnknownInput = Error(
        "DKNN050", Architecture, "The layer reads what is not there",
        "'{0}' reads '{1}', but there is no such layer before it. {2}");

    public static readonly DiagnosticDescriptor InputComesLater = Error(
        "DKNN051", Architecture, "The layer reads what comes later",
        "'{0}' reads '{1}', which is not computed before it; declare it earlier");

    public static readonly DiagnosticDescriptor InputShapesDiffer = Error(
        "DKNN052", Architecture, "The inputs do not fit together",
        "Layer '{0}' {1} {2}, but its inputs must be {3}");

    public static readonly DiagnosticDescriptor NothingToCombine = Error(
        "DKNN053", Architecture, "There is nothing to combine",
        "'{0}' names no other input; name at least one, for example [Add(nameof(Conv1))]");

    public static readonly DiagnosticDescriptor InputRepeated = Error(
        "DKNN054", Architecture, "An input is read twice",
        "'{0}' reads '{1}' twice; keep one");

    public static readonly DiagnosticDescriptor GroupsDoNotDivide = Error(
        "DKNN055", Architecture, "The groups do not divide the channels",
        "{0} groups of layer '{1}' do not divide its {2} input channels and its {3} filters");

    public static readonly DiagnosticDescriptor TwoPaddings = Error(
        "DKNN056", Architecture, "The padding is given twice",
        "'{0}' has SamePadding, which computes the padding; remove one of the two");

    public static readonly DiagnosticDescriptor SlopeWithoutLeakyReLU = Error(
        "DKNN057", Architecture, "Only a leaky ReLU has a slope",
        "'{0}' has a NegativeSlope, but its activation is {1}; use Activation.LeakyReLU or remove the slope");

    public static readonly DiagnosticDescriptor TooManyLayers = Error(
        "DKNN058", Architecture, "There are too many layers",
        "With '{0}' there are more than {1} layers; blocks within blocks multiply");

    public static readonly DiagnosticDescriptor ValuesAreNotChannels = Error(
        "DKNN059", Architecture, "There is no value for each channel",
        "{0} of layer '{1}' has {2}, but its input has {3}; give {4}");

    public static readonly DiagnosticDescriptor NotSealedPartialBlock = Error(
        "DKNN060", Block, "A block is a sealed partial class",
        "'{0}' must be declared 'sealed partial class', and no record, so that the generator can fill it");

    public static readonly DiagnosticDescriptor NotBlockProperty = Error(
        "DKNN061", Block, "The property's type is no block",
        "'{0}' has [Block], but its type '{1}' has no [LayerBlock]; make the block's class the property's type");

    public static readonly DiagnosticDescriptor BlockContainsItself = Error(
        "DKNN062", Block, "A block contains itself",
        "'{0}' leads back to '{1}', so that the block would never end");

    public static readonly DiagnosticDescriptor BlockFiltersMissing = Error(
        "DKNN063", Block, "The block needs its filters",
        "The layers of '{0}' use BlockParameter.Filters; write [Block(Filters = …)]");

    public static readonly DiagnosticDescriptor BlockParameterOutsideBlock = Error(
        "DKNN064", Block, "A block's parameter stands outside a block",
        "{0} of layer '{1}' is a BlockParameter, which only the layers of a class with [LayerBlock] can use; write a number");

    public static readonly DiagnosticDescriptor SeveralArchitectures = Error(
        "DKNN070", LayerSelection, "The selection is of several architectures",
        "'{0}' selects layers of '{1}' and of '{2}'; a selection is of one architecture");

    public static readonly DiagnosticDescriptor ExclusionAlone = Error(
        "DKNN071", LayerSelection, "There is nothing to exclude from",
        "'{0}' excludes layers but selects none; add [LayerSelection<{1}>] for all layers");

    public static readonly DiagnosticDescriptor ExcludesNothing = Error(
        "DKNN072", LayerSelection, "The exclusion excludes nothing",
        "None of these layers is selected by '{0}'; remove the exclusion");

    public static readonly DiagnosticDescriptor UnknownBlock = Error(
        "DKNN073", LayerSelection, "The architecture has no such block",
        "'{0}' has no block '{1}'. {2}");

    public static readonly DiagnosticDescriptor SelectionLimitOutOfRange = Error(
        "DKNN074", LayerSelection, "A selection's limit is out of range",
        "{0} is {1}, but must be {2}");

    public static readonly ImmutableArray<DiagnosticDescriptor> All =
    [
        NotSealedPartialClass, BaseClass, MalformedInput, TooFewClasses, NoLayers, NotLayerProperty, NoLayerAttribute,
        SeveralLayerAttributes, UnknownLayerAttribute, ReservedLayerName, LayersInSeveralParts, LayerParameterOutOfRange,
        WindowLargerThanInput, ImageLayerAfterRow, SoftmaxOnImage, LayerTooLarge, OutputIsNotClasses, NotReadonlyPartialStruct,
        NotArchitecture, UnknownLayer, AbsentLayerKind, SelectedTwice, EmptySelection, SelectionNameTaken, SelectionNamedAsLayer,
        SelectionMoreAccessible, MalformedPluginName, PluginNameTaken, NotInstantiable, NoParameterlessConstructor, NoContract,
        SeveralContracts, MissingTorchReference, Generic, Inaccessible, ContainerNotPartial, OptionNotBindable, OptionNameTaken,
        MalformedRange, OptionsNotCreatable, NotOffered, LayersOutside,
        LayerNameRepeated, UnreadLayer, NothingMatches, UnknownInput, InputComesLater, InputShapesDiffer, NothingToCombine, InputRepeated,
        GroupsDoNotDivide, TwoPaddings, SlopeWithoutLeakyReLU, TooManyLayers, ValuesAreNotChannels, NotSealedPartialBlock, NotBlockProperty,
        BlockContainsItself, BlockFiltersMissing, BlockParameterOutsideBlock, SeveralArchitectures, ExclusionAlone, ExcludesNothing,
        UnknownBlock, SelectionLimitOutOfRange,
    ];

    private static DiagnosticDescriptor Error(string id, string category, string title, string message, params string[] tags) => new(
        id, title, message, category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Page(id), customTags: tags);

    private static DiagnosticDescriptor Information(string id, string category, string title, string message) => new(
        id, title, message, category, DiagnosticSeverity.Info, isEnabledByDefault: true, helpLinkUri: Page(id));

    private static string Page(string id) => $"{Pages}{id}.md";
}
