#pragma once
#include <cstdint>
#include <cmath>
struct Xo { uint32_t s0,s1,s2,s3;
 explicit Xo(uint32_t seed){ auto sm=[&]{ uint32_t z=(seed+=0x9e3779b9u); z=(z^(z>>16))*0x85ebca6bu; z=(z^(z>>13))*0xc2b2ae35u; return z^(z>>16);}; s0=sm();s1=sm();s2=sm();s3=sm(); }
 inline uint32_t next(){ uint32_t r=s1*5; r=(r<<7|r>>25)*9; uint32_t t=s1<<9; s2^=s0; s3^=s1; s1^=s2; s0^=s3; s2^=t; s3=(s3<<11|s3>>21); return r; }
 inline double u(){ return next()*2.3283064365386963e-10; }
// Exponential by inversion of x / 2^32, x odd, by a table of logarithms and three terms: the same bits as ours, within 4e-12.
 struct Ln{ double mid[256],inv[256],ln[256]; Ln(){ for(int i=0;i<256;i++){ mid[i]=(256+i+0.5)*8388608; inv[i]=1/mid[i]; ln[i]=std::log(mid[i]/4294967296.0); } } };
 inline double exp1(){ static const Ln t; uint32_t x=next()|1; int e=__builtin_clz(x); uint32_t m=x<<e; int i=(m>>23)&255; double r=(m-t.mid[i])*t.inv[i]; return e*0.6931471805599453-t.ln[i]-r*(1-r*(0.5-r*0.3333333333333333)); }
};
