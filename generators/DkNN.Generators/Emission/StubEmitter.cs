using DkNN.Generators.Models;

namespace DkNN.Generators.Emission;

/// <summary>Writes the members of a malformed declaration, each of which throws: the compiler goes on, and the analyzer is heard.</summary>
internal static class StubEmitter
{
    public static string Emit(StubModel stub)
    {
        var writer = GeneratedType.Open(stub.Type, stub.Bases);
        foreach (string line in stub.Members.SelectMany(member => member.Split('\n'))) writer.Line(line);
        return writer.Finish();
    }
}
