#pragma once
#include <cstdint>
#include <cmath>
struct Xo { uint32_t s0,s1,s2,s3;
 explicit Xo(uint32_t seed){ auto sm=[&]{ uint32_t z=(seed+=0x9e3779b9u); z=(z^(z>>16))*0x85ebca6bu; z=(z^(z>>13))*0xc2b2ae35u; return z^(z>>16);}; s0=sm();s1=sm();s2=sm();s3=sm(); }
 inline uint32_t next(){ uint32_t r=s1*5; r=(r<<7|r>>25)*9; uint32_t t=s1<<9; s2^=s0; s3^=s1; s1^=s2; s0^=s3; s2^=t; s3=(s3<<11|s3>>21); return r; }
 inline double u(){ return next()*2.3283064365386963e-10; }
// The middle of a step of 2^-32, as the engine draws: within (0, 23).
 inline double exp1(){ return -std::log(1.0-(next()+0.5)*2.3283064365386963e-10); }
};
