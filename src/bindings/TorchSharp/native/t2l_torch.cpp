// The C side of the libtorch binding.
//
// Every ATen operator is reached through c10::Dispatcher by name, called boxed with tagged values; the few things that
// are not operators (memory, autograd state, generators, guards) have a function of their own.
// Compiles with libtorch 1.13 and 2.x, and needs no CUDA header: a GPU is reached through the dispatcher and ATen's hooks.
// No exception leaves a function: a failure is a return value of -1 or null, and t2l_error() gives libtorch's own text,
// without its C++ stack.
//
// One translation unit: reading libtorch's headers is most of the work, and would be done again for each part.

#include "values.h"

#include "operators.inl"
#include "tensors.inl"
#include "autograd.inl"
#include "random.inl"
#include "runtime.inl"
#include "adam.inl"
