using System.Globalization;
using DkNN.Experiments.Tests.Artefacts;

// What the tests start; the test runner itself does not come this way.
return args switch
{
    ["use-cache", var root, var seed] => CacheUser.Run(root, int.Parse(seed, CultureInfo.InvariantCulture)),
    _ => 2,
};
